import analyzerpb from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Recording, Registration } from "../program/recording.ts";
import type { Question } from "./analyzer.ts";

/** Judge one resource by its inputs. */
export function aboutResource(registration: Registration, provider: Registration | undefined): Question {
  const request = new analyzerpb.AnalyzeRequest();
  describe(request, registration, registration.inputs, provider);
  return { method: "Analyze", urn: registration.urn, request: request.serializeBinary() };
}

/** Judge the whole stack by its planned state. `root` is the URN that findings about the stack itself carry. */
export function aboutStack(recording: Recording, root: string): Question {
  const request = new analyzerpb.AnalyzeStackRequest();
  for (const registration of recording.values()) {
    const resource = new analyzerpb.AnalyzerResource();
    describe(resource, registration, registration.outputs, recording.get(registration.provider));
    resource.setParent(registration.parent);
    resource.setDependenciesList([...registration.dependencies]);
    for (const [property, urns] of registration.propertyDependencies) {
      if (urns.length === 0) continue;
      const dependencies = new analyzerpb.AnalyzerPropertyDependencies();
      dependencies.setUrnsList([...urns]);
      resource.getPropertydependenciesMap().set(property, dependencies);
    }
    request.addResources(resource);
  }
  return { method: "AnalyzeStack", urn: root, request: request.serializeBinary() };
}

function describe(
  message: InstanceType<typeof analyzerpb.AnalyzeRequest> | InstanceType<typeof analyzerpb.AnalyzerResource>,
  registration: Registration,
  properties: Struct,
  provider: Registration | undefined,
): void {
  message.setUrn(registration.urn);
  message.setType(registration.type);
  message.setName(registration.name);
  message.setProperties(properties);
  message.setOptions(optionsOf(registration));
  if (!provider) return;
  const manager = new analyzerpb.AnalyzerProviderResource();
  manager.setUrn(provider.urn);
  manager.setType(provider.type);
  manager.setName(provider.name);
  manager.setProperties(provider.inputs);
  message.setProvider(manager);
}

function optionsOf(registration: Registration): analyzerpb.AnalyzerResourceOptions {
  const options = new analyzerpb.AnalyzerResourceOptions();
  options.setProtect(registration.protect);
  options.setIgnorechangesList([...registration.ignoreChanges]);
  options.setDeletebeforereplace(registration.deleteBeforeReplace ?? false);
  options.setDeletebeforereplacedefined(registration.deleteBeforeReplace !== undefined);
  options.setAdditionalsecretoutputsList([...registration.additionalSecretOutputs]);
  options.setAliasesList([...registration.aliases]);
  options.setParent(registration.parent);
  const timeouts = new analyzerpb.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(registration.timeouts.create);
  timeouts.setUpdate(registration.timeouts.update);
  timeouts.setDelete(registration.timeouts.delete);
  timeouts.setRead(registration.timeouts.read);
  options.setCustomtimeouts(timeouts);
  return options;
}
