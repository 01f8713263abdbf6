/**
 * Takes out of the SDK what a run of the gate pays for and never uses. Imported for its effect, before anything that
 * imports the SDK; no effect on what is loaded already, and none on a program that does use it.
 *
 * Modules that are loaded at once and almost never used: npm's dependency tree and a TypeScript compiler, with which it
 * serialises functions, the automation API, tracing. They are half of the time and a third of the memory of importing
 * `@pulumi/pulumi`.
 *
 * Notes on promises, with a stack trace each, for each property of each resource: a third of the time of a run. They
 * name what a leaking program forgot to await; `program.ts` asks the SDK's own list for that. And where in the program
 * each resource is made, which only an engine shows.
 */
import { createRequire } from "node:module";
import process from "node:process";
import { postpone } from "./postponed.ts";

const require = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

postpone(require, ["@npmcli/arborist", "@opentelemetry/api", "semver", "./typescript-shim", "./automation"]);

if (!process.env.GOLIVE_DEBUG) {
  Error.stackTraceLimit = 0;
  Object.assign(require("./runtime/debuggable"), { debuggablePromise: <T>(promise: T): T => promise });
  Object.assign(require("./resource").Resource, { callsites: () => [] });
}
