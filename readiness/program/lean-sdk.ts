/**
 * Takes out of the SDK what a run of the gate pays for and never uses. Imported for its effect, before anything that
 * imports the SDK; no effect on what is loaded already, and none on a program that does use it.
 *
 * Modules that are loaded at once and almost never used: npm's dependency tree and a TypeScript compiler, with which it
 * serialises functions, and the automation API. They are half of the time and a third of the memory of importing
 * `@pulumi/pulumi`.
 *
 * Notes on promises, with a stack trace each, for each property of each resource: a third of the time of a run. They
 * name what a leaking program forgot to await; `program.ts` asks the SDK's own list for that.
 */
import { createRequire, Module } from "node:module";
import process from "node:process";

const require = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

for (const name of ["@npmcli/arborist", "./typescript-shim", "./automation"]) {
  const file = require.resolve(name);
  if (file in require.cache) continue;
  require.cache[file] = Object.assign(new Module(file), {
    filename: file,
    loaded: true,
    exports: whenUsed(file),
  });
}

if (!process.env.GOLIVE_DEBUG) {
  Error.stackTraceLimit = 0;
  Object.assign(require("./runtime/debuggable"), { debuggablePromise: <T>(promise: T): T => promise });
}

/** A module that is loaded by the first look at anything in it. */
function whenUsed(file: string): object {
  let real: object | undefined;
  const load = (): object => {
    if (real) return real;
    delete require.cache[file];
    real = require(file) as object;
    return real;
  };
  return new Proxy(
    {},
    {
      // An ES module's marker keeps the importing code from copying every property at once, which would load it.
      get: (_, key) => (key === "__esModule" ? true : Reflect.get(load(), key)),
      has: (_, key) => Reflect.has(load(), key),
    },
  );
}
