import grpc from "@grpc/grpc-js";
import analyzergrpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import type { AnalyzeDiagnostic, AnalyzeResponse } from "@pulumi/pulumi/proto/analyzer_pb.js";
import analyzerpb from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Recording, Registration } from "../program/recording.ts";
import { PackFailed } from "./pack-process.ts";

/** What the pack said of one resource, or of the stack: a policy event, as the engine would show it. */
export interface Violation {
  readonly policy: string;
  readonly message: string;
  readonly enforcement: "mandatory" | "advisory";
  readonly urn: string;
}

/** A running pack, spoken to over the engine's Analyzer protocol. */
export class Analyzer {
  readonly #client: InstanceType<typeof analyzergrpc.AnalyzerClient>;
  readonly #died: Promise<never>;

  constructor(port: string, died: Promise<never>) {
    this.#died = died;
    this.#client = new analyzergrpc.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": maxMessageBytes,
      "grpc.max_send_message_length": maxMessageBytes,
    });
  }

  /** Judges one resource by its inputs. */
  async resource(
    registration: Registration,
    provider: Registration | undefined,
  ): Promise<readonly Violation[]> {
    const request = new analyzerpb.AnalyzeRequest();
    describe(request, registration, registration.inputs, provider);
    return this.#call((reply) => this.#client.analyze(request, reply), registration.urn);
  }

  /** Judges the whole stack by its planned state. `root` is the URN that findings about the stack itself carry. */
  async stack(recording: Recording, root: string): Promise<readonly Violation[]> {
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
    return this.#call((reply) => this.#client.analyzeStack(request, reply), root);
  }

  close(): void {
    this.#client.close();
  }

  async #call(send: (reply: Reply) => void, urn: string): Promise<readonly Violation[]> {
    const answer = new Promise<AnalyzeResponse>((resolve, reject) => {
      send((error, response) =>
        error
          ? reject(new PackFailed(`the policy pack failed on ${urn}: ${error.details}`))
          : resolve(response),
      );
    });
    const response = await Promise.race([answer, this.#died]);
    return response.getDiagnosticsList().map((diagnostic) => violation(diagnostic, urn));
  }
}

type Reply = (error: grpc.ServiceError | null, response: AnalyzeResponse) => void;

const maxMessageBytes = 400 * 1024 * 1024; // the engine's and the SDK's own limit

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

function violation(diagnostic: AnalyzeDiagnostic, urn: string): Violation {
  return {
    policy: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    enforcement:
      diagnostic.getEnforcementlevel() === analyzerpb.EnforcementLevel.ADVISORY ? "advisory" : "mandatory",
    urn: diagnostic.getUrn() || urn,
  };
}
