import type {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";
import resourcepb from "@pulumi/pulumi/proto/resource_pb.js";
import mocks from "@pulumi/pulumi/runtime/mocks.js";
import structpb from "google-protobuf/google/protobuf/struct_pb.js";
import { aliasesOf } from "./aliases.ts";
import { seconds } from "./duration.ts";
import type { Recording, Registration } from "./recording.ts";
import { urnOf } from "./urn.ts";

type Reply<T> = (error: Error | null, response?: T) => void;

/** What AWS would answer to a registration. No answer: as at a first preview, the inputs and nothing else. */
export type Answers = (
  registration: Registration,
) => { id: string; state: Record<string, unknown> } | undefined;

/**
 * The SDK's mock monitor, made to keep what the engine would: plain URNs, default providers, options, the outputs
 * of components. It refuses what the engine refuses (the same URN twice) and what offline cannot be known (look-ups).
 */
export class RecordingMonitor extends mocks.MockMonitor {
  readonly #registrations = new Map<string, Registration>();
  readonly #at: { readonly stack: string; readonly project: string };
  readonly #answers: Answers;
  readonly #onRegistration: (registration: Registration) => void;

  constructor(
    at: { stack: string; project: string },
    answers: Answers,
    onRegistration: (registration: Registration) => void = () => {},
  ) {
    super({ newResource: () => ({ id: undefined, state: {} }), call: () => ({}) }); // every call is answered below
    this.#at = at;
    this.#answers = answers;
    this.#onRegistration = onRegistration;
  }

  get recording(): Recording {
    return this.#registrations;
  }

  override async registerResource(
    request: RegisterResourceRequest,
    reply: Reply<resourcepb.RegisterResourceResponse>,
  ): Promise<void> {
    try {
      const registration = this.#registration(request);
      this.#keep(registration);
      const answer = registration.custom ? this.#answers(registration) : undefined;
      if (answer)
        registration.outputs = structpb.Struct.fromJavaScript(
          answer.state as Record<string, structpb.JavaScriptValue>,
        );
      this.#onRegistration(registration);

      const response = new resourcepb.RegisterResourceResponse();
      response.setUrn(registration.urn);
      response.setId(answer?.id ?? "");
      response.setObject(registration.outputs);
      reply(null, response);
    } catch (error) {
      reply(refusal(error instanceof Error ? error.message : String(error)));
    }
  }

  override async invoke(request: ResourceInvokeRequest, reply: Reply<never>): Promise<void> {
    reply(refusal(`looking up ${request.getTok()} needs credentials: give the value in the stack file`));
  }

  override async readResource(request: ReadResourceRequest, reply: Reply<never>): Promise<void> {
    const what = `${request.getType()} "${request.getName()}"`;
    reply(
      refusal(`reading the existing ${what} needs credentials: give what is needed of it in the stack file`),
    );
  }

  override registerResourceOutputs(request: RegisterResourceOutputsRequest, reply: Reply<object>): void {
    const registration = this.#registrations.get(request.getUrn());
    if (!registration) {
      reply(refusal(`outputs of a resource that was never registered: ${request.getUrn()}`));
      return;
    }
    registration.outputs = request.getOutputs() ?? new structpb.Struct();
    reply(null, {});
  }

  #registration(request: RegisterResourceRequest): Registration {
    const type = request.getType();
    const inputs = request.getObject() ?? new structpb.Struct();
    const isProvider = type.startsWith("pulumi:providers:");
    const timeouts = request.getCustomtimeouts();
    return {
      urn: urnOf(this.#at, request.getParent(), type, request.getName()),
      type,
      name: request.getName(),
      custom: request.getCustom(),
      parent: request.getParent(),
      inputs: isProvider ? withVersion(inputs, request.getVersion()) : inputs,
      outputs: request.getCustom() ? inputs : new structpb.Struct(),
      provider: request.getCustom() && !isProvider ? this.#providerOf(request) : "",
      dependencies: request.getDependenciesList(),
      propertyDependencies: new Map(
        [...request.getPropertydependenciesMap().entries()].map(([key, value]) => [key, value.getUrnsList()]),
      ),
      protect: request.getProtect() ?? false,
      ignoreChanges: request.getIgnorechangesList(),
      deleteBeforeReplace: request.getDeletebeforereplacedefined()
        ? request.getDeletebeforereplace()
        : undefined,
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      aliases: aliasesOf(this.#at, request),
      timeouts: {
        create: seconds(timeouts?.getCreate()),
        update: seconds(timeouts?.getUpdate()),
        delete: seconds(timeouts?.getDelete()),
        read: seconds(timeouts?.getRead()),
      },
    };
  }

  #keep(registration: Registration): void {
    if (this.#registrations.has(registration.urn))
      throw new Error(`two resources have the same URN ${registration.urn}: give one of them another name`);
    this.#registrations.set(registration.urn, registration);
  }

  /** The provider's URN, out of `urn::id`; the engine makes a default provider for each package and version that names none. */
  #providerOf(request: RegisterResourceRequest): string {
    const reference = request.getProvider();
    if (reference !== "") return reference.slice(0, reference.lastIndexOf("::"));
    const [pkg = ""] = request.getType().split(":");
    const version = request.getVersion();
    const type = `pulumi:providers:${pkg}`;
    const name = version === "" ? "default" : `default_${version.replaceAll(/[.+-]/g, "_")}`;
    const urn = urnOf(this.#at, "", type, name);
    if (!this.#registrations.has(urn)) {
      const inputs = withVersion(new structpb.Struct(), version);
      const made: Registration = { ...blank, urn, type, name, inputs, outputs: inputs };
      this.#keep(made);
      this.#onRegistration(made);
    }
    return urn;
  }
}

/** The SDK shows an error's message for some calls and its gRPC `details` for others. */
const refusal = (message: string): Error => Object.assign(new Error(message), { details: message });

const blank = {
  custom: true,
  parent: "",
  provider: "",
  dependencies: [],
  propertyDependencies: new Map<string, readonly string[]>(),
  protect: false,
  ignoreChanges: [],
  deleteBeforeReplace: undefined,
  additionalSecretOutputs: [],
  aliases: [],
  timeouts: { create: 0, update: 0, delete: 0, read: 0 },
} as const satisfies Partial<Registration>;

function withVersion(inputs: structpb.Struct, version: string): structpb.Struct {
  if (version === "") return inputs;
  const copy = inputs.clone();
  const value = new structpb.Value();
  value.setStringValue(version);
  copy.getFieldsMap().set("version", value);
  return copy;
}
