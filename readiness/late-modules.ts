/**
 * Loads late what the SDK loads at once and almost never uses: npm's dependency tree and a TypeScript compiler, with which it
 * serialises functions. They are half of the time and a third of the memory of importing `@pulumi/pulumi`. A program that
 * does serialise a function gets the real modules at that moment.
 *
 * Imported for its effect, before anything that imports the SDK; no effect where the SDK is loaded already.
 */
import { createRequire, Module } from "node:module";

const require = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

for (const name of ["@npmcli/arborist", "./typescript-shim"]) {
  const file = require.resolve(name);
  if (file in require.cache) continue;
  require.cache[file] = Object.assign(new Module(file), {
    filename: file,
    loaded: true,
    exports: whenUsed(file),
  });
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
