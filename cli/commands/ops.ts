import type { CommandModule } from "yargs";
import { opsAlarms } from "./ops-alarms.ts";
import { opsBootstrap } from "./ops-bootstrap.ts";
import { opsBudget } from "./ops-budget.ts";
import { opsCompose } from "./ops-compose.ts";
import { opsEmail } from "./ops-email.ts";
import { opsErrors } from "./ops-errors.ts";
import { opsFrontend } from "./ops-frontend.ts";
import { opsPage } from "./ops-page.ts";
import { opsPin } from "./ops-pin.ts";
import { opsRedeploy } from "./ops-redeploy.ts";
import { opsRelease } from "./ops-release.ts";
import { opsRollback } from "./ops-rollback.ts";
import { opsSecrets } from "./ops-secrets.ts";
import { opsSurface } from "./ops-surface.ts";
import { opsTask } from "./ops-task.ts";

export const ops: CommandModule = {
  command: "ops",
  describe: "Act on a platform in AWS: say, plan, act, prove",
  builder: (yargs) =>
    yargs
      .command(opsBootstrap)
      .command(opsSecrets)
      .command(opsRelease)
      .command(opsPin)
      .command(opsRollback)
      .command(opsRedeploy)
      .command(opsSurface)
      .command(opsTask)
      .command(opsEmail)
      .command(opsBudget)
      .command(opsAlarms)
      .command(opsPage)
      .command(opsErrors)
      .command(opsFrontend)
      .command(opsCompose)
      .demandCommand(1, "Which one?")
      .epilogue("A dry run that finds something to do ends with 1; all else as ./golive --help says"),
  handler: () => undefined,
};
