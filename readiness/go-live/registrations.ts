import structpb from "google-protobuf/google/protobuf/struct_pb.js";
import { type Recording, type Registration, unknownValue } from "../program/recording.ts";
import { isSecret } from "../program/secrets.ts";
import { nameOf } from "../program/urn.ts";
import type { StateResource } from "./state.ts";

/**
 * What stands, in the form in which the program registers: so the pack is asked the same questions about it. What is
 * about to be deleted is left out, and a secret is what nobody knows: its text, sealed or not, goes no further.
 */
export const registrationsIn = (resources: readonly StateResource[]): Recording =>
  new Map(resources.filter((one) => !one.delete).map((one) => [one.urn, registrationOf(one)]));

function registrationOf(at: StateResource): Registration {
  const { create = 0, update = 0, delete: remove = 0 } = at.customTimeouts;
  return {
    urn: at.urn,
    type: at.type,
    name: nameOf(at.urn),
    custom: at.custom,
    parent: at.parent,
    inputs: wire(at.inputs),
    outputs: wire(at.outputs),
    provider: at.provider.replace(/::[^:]+$/, ""), // the provider's id stands behind its URN
    dependencies: at.dependencies,
    propertyDependencies: new Map(
      Object.entries(at.propertyDependencies).map(([property, urns]) => [property, urns ?? []]),
    ),
    protect: at.protect,
    ignoreChanges: at.ignoreChanges,
    deleteBeforeReplace: undefined,
    additionalSecretOutputs: at.additionalSecretOutputs,
    aliases: [],
    timeouts: { create, update, delete: remove, read: 0 },
  };
}

type Values = Parameters<typeof structpb.Struct.fromJavaScript>[0];

const wire = (values: Readonly<Record<string, unknown>>): structpb.Struct =>
  structpb.Struct.fromJavaScript(withoutSecrets(values) as Values);

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  if (isSecret(value)) return unknownValue;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutSecrets(part)]));
}
