import analyzerpb from "@pulumi/pulumi/proto/analyzer_pb.js";
import jspb from "google-protobuf";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Recording, Registration } from "../program/recording.ts";
import type { Question } from "./analyzer.ts";

/** Judge one resource by its inputs. */
export function aboutResource(registration: Registration, provider: Registration | undefined): Question {
  const { urn, inputs } = registration;
  return { method: "Analyze", urn, request: described(registration, inputs, provider) };
}

/** Judge the whole stack by its planned state. `root` is the URN that findings about the stack itself carry. */
export function aboutStack(recording: Recording, root: string): Question {
  const request = new jspb.BinaryWriter();
  for (const registration of recording.values()) {
    const provider = recording.get(registration.provider);
    const one = [described(registration, registration.outputs, provider), relations(registration)];
    request.writeBytes(resourcesField, Buffer.concat(one));
  }
  return { method: "AnalyzeStack", urn: root, request: request.getResultBuffer() };
}

/** `AnalyzeStackRequest.resources` in pulumi/proto/analyzer.proto. */
const resourcesField = 1;

interface Description {
  readonly of: readonly [Struct, Registration | undefined];
  readonly bytes: Uint8Array;
}

/** What has been written of each resource: most of it goes out twice, and writing it is most of the work. */
const written = new WeakMap<Registration, Description>();

/**
 * What both questions say of a resource. In wire form an `AnalyzeRequest` is the beginning of an `AnalyzerResource`: their
 * fields 1 to 6 are the same (pulumi/proto/analyzer.proto), and messages are merged by putting one's bytes after the other's.
 */
function described(
  registration: Registration,
  properties: Struct,
  provider: Registration | undefined,
): Uint8Array {
  const known = written.get(registration);
  if (known?.of[0] === properties && known.of[1] === provider) return known.bytes;
  const bytes = description(registration, properties, provider).serializeBinary();
  written.set(registration, { of: [properties, provider], bytes });
  return bytes;
}

function description(
  registration: Registration,
  properties: Struct,
  provider: Registration | undefined,
): InstanceType<typeof analyzerpb.AnalyzeRequest> {
  const message = new analyzerpb.AnalyzeRequest();
  message.setUrn(registration.urn);
  message.setType(registration.type);
  message.setName(registration.name);
  message.setProperties(properties);
  message.setOptions(optionsOf(registration));
  if (!provider) return message;
  const manager = new analyzerpb.AnalyzerProviderResource();
  manager.setUrn(provider.urn);
  manager.setType(provider.type);
  manager.setName(provider.name);
  manager.setProperties(provider.inputs);
  message.setProvider(manager);
  return message;
}

/** What the stack's question alone says of a resource. */
function relations({ parent, dependencies, propertyDependencies }: Registration): Uint8Array {
  const resource = new analyzerpb.AnalyzerResource();
  resource.setParent(parent);
  resource.setDependenciesList([...dependencies]);
  for (const [property, urns] of propertyDependencies) {
    if (urns.length === 0) continue;
    const on = new analyzerpb.AnalyzerPropertyDependencies();
    on.setUrnsList([...urns]);
    resource.getPropertydependenciesMap().set(property, on);
  }
  return resource.serializeBinary();
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
