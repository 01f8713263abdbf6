import structpb from "google-protobuf/google/protobuf/struct_pb.js";
import type { Registration } from "../../readiness/program/recording.ts";

/** Values as the engine and the program send them to each other. */
export const wire = (values: object): structpb.Struct =>
  structpb.Struct.fromJavaScript(values as Record<string, structpb.JavaScriptValue>);

/** A resource that a program registered without any option, but for what the test says. */
export const registration = (type: string, name: string, more: Partial<Registration> = {}): Registration => ({
  urn: `urn:pulumi:s::p::${type}::${name}`,
  type,
  name,
  custom: true,
  parent: "",
  inputs: wire({}),
  outputs: wire({}),
  provider: "",
  dependencies: [],
  propertyDependencies: new Map(),
  protect: false,
  ignoreChanges: [],
  deleteBeforeReplace: undefined,
  additionalSecretOutputs: [],
  aliases: [],
  timeouts: { create: 0, update: 0, delete: 0, read: 0 },
  ...more,
});
