import type { CommandModule } from "yargs";
import { opsBootstrap } from "./ops-bootstrap.ts";
import { opsSecrets } from "./ops-secrets.ts";

export const ops: CommandModule = {
  command: "ops",
  describe: "Act on a platform in AWS: say, plan, act, prove",
  builder: (yargs) =>
    yargs
      .command(opsBootstrap)
      .command(opsSecrets)
      .demandCommand(1, 1, "Which one? ./golive ops --help lists them.", "One command at a time"),
  handler: () => undefined,
};
