import "../readiness/evaluation/plain-imports.ts";
import module from "node:module";
import { join } from "node:path";
import { hideBin } from "yargs/helpers";
import { answer } from "./answer.ts";
import { exitCodes } from "./exit.ts";
import { root } from "./root.ts";

// The wrapper names this folder too; an npm script comes here without it. Children inherit it.
process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "golive");
module.enableCompileCache(process.env.NODE_COMPILE_CACHE);

// `golive gate | head` closes our output early, and a terminal may go away: there is nobody left to tell then. What was
// begun comes to its end nevertheless, and the exit code is still the command's own.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE" && code !== "EIO") process.exit(exitCodes.dependencyFailed);
  });

await answer(hideBin(process.argv));
