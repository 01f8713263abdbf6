import { dirname } from "node:path";
import { BuildFailed, buildFunctions } from "./build/bundles.ts";

// What the wrapper starts when sources have changed; `./golive build` does the same and says more.
try {
  await buildFunctions(dirname(import.meta.dirname));
} catch (error) {
  process.stderr.write(`${error instanceof BuildFailed ? error.message : String(error)}\n`);
  process.exitCode = 3;
}
