import { Module } from "node:module";

type Require = NodeJS.Require;

/** Lets modules load by the first look at anything in them; no effect on one that is loaded already. */
export function postpone(require: Require, files: readonly string[]): void {
  for (const file of files) {
    if (file in require.cache) continue;
    require.cache[file] = Object.assign(new Module(file), {
      filename: file,
      loaded: true,
      exports: whenUsed(require, file),
    });
  }
}

function whenUsed(require: Require, file: string): object {
  let real: object | undefined;
  let begun = false;
  const load = (): object => {
    if (real) return real;
    if (!begun) delete require.cache[file];
    else return require(file) as object; // in a circle: as much of it as there is by now
    begun = true;
    real = require(file) as object;
    return real;
  };
  return new Proxy(
    {},
    {
      // An ES module's marker keeps the importing code from copying every property at once, which would load it.
      get: (_, key) => (key === "__esModule" ? true : Reflect.get(asImported(load(), key), key)),
      has: (_, key) => Reflect.has(load(), key),
    },
  );
}

/** One that is no ES module is itself what a default import of it means. */
const asImported = (module: object, key: string | symbol): object =>
  key === "default" && !("__esModule" in module) ? { default: module } : module;
