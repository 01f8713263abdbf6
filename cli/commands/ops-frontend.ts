import type { CommandModule } from "yargs";
import { opsFrontendList } from "./ops-frontend-list.ts";
import { opsFrontendPublish } from "./ops-frontend-publish.ts";
import { opsFrontendRollback } from "./ops-frontend-rollback.ts";

export const opsFrontend: CommandModule = {
  command: "frontend",
  describe: "Publish the frontend's files, list what was published, go back to it",
  builder: (yargs) =>
    yargs
      .command(opsFrontendPublish)
      .command(opsFrontendList)
      .command(opsFrontendRollback)
      .demandCommand(1, "Which one?"),
  handler: () => undefined,
};
