/**
 * Takes out of the SDK what a run of the gate pays for and never uses. Imported for its effect, before anything that
 * imports the SDK; no effect on what is loaded already, and none on a program that does use it.
 *
 * Modules that are loaded at once and almost never used: npm's dependency tree and manifests and a TypeScript compiler,
 * with which it serialises functions, the automation API, tracing, and how it speaks with an engine. They are most of the
 * time and a third of the memory of importing `@pulumi/pulumi`.
 *
 * Notes on promises, with a stack trace each, for each property of each resource: a third of the time of a run. They
 * name what a leaking program forgot to await; `program.ts` asks the SDK's own list for that. And where in the program
 * each resource is made, which only an engine shows.
 */
import { createRequire } from "node:module";
import process from "node:process";
import { postpone } from "./postponed.ts";

const require = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

const late = [
  "@grpc/grpc-js",
  "@npmcli/arborist",
  "@opentelemetry/api",
  "normalize-package-data",
  "semver",
  "./typescript-shim",
  "./automation",
  "./provider",
  "./proto/callback_grpc_pb",
  "./proto/engine_grpc_pb",
  "./proto/resource_grpc_pb",
];
postpone(
  require,
  late.map((name) => require.resolve(name)),
);

if (!process.env.GOLIVE_DEBUG) {
  Error.stackTraceLimit = 0;
  Object.assign(require("./runtime/debuggable"), { debuggablePromise: <T>(promise: T): T => promise });
  Object.assign(require("./resource").Resource, { callsites: () => [] });
}
