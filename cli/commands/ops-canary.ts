import type { CommandModule } from "yargs";
import { opsCanaryAbort } from "./ops-canary-abort.ts";
import { opsCanaryPromote } from "./ops-canary-promote.ts";
import { opsCanaryWatch } from "./ops-canary-watch.ts";

export const opsCanary: CommandModule = {
  command: "canary",
  describe: "What gets its traffic in steps: watch it, let it go on, take it back",
  builder: (yargs) =>
    yargs
      .command(opsCanaryWatch)
      .command(opsCanaryPromote)
      .command(opsCanaryAbort)
      .demandCommand(1, "Which one?"),
  handler: () => undefined,
};
