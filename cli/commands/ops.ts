import type { CommandModule } from "yargs";
import { opsAlarms } from "./ops-alarms.ts";
import { opsApprover } from "./ops-approver.ts";
import { opsBootstrap } from "./ops-bootstrap.ts";
import { opsBootstrapAdmin } from "./ops-bootstrap-admin.ts";
import { opsBudget } from "./ops-budget.ts";
import { opsCanary } from "./ops-canary.ts";
import { opsCompose } from "./ops-compose.ts";
import { opsDrumbeat } from "./ops-drumbeat.ts";
import { opsEmail } from "./ops-email.ts";
import { opsErrorTest } from "./ops-error-test.ts";
import { opsEvidence } from "./ops-evidence.ts";
import { opsFrontend } from "./ops-frontend.ts";
import { opsGo } from "./ops-go.ts";
import { opsIncident } from "./ops-incident.ts";
import { opsLoad, opsSoak } from "./ops-load.ts";
import { opsMigrate } from "./ops-migrate.ts";
import { opsPage } from "./ops-page.ts";
import { opsPageLoad } from "./ops-page-load.ts";
import { opsPin } from "./ops-pin.ts";
import { opsPreflight } from "./ops-preflight.ts";
import { opsPromote } from "./ops-promote.ts";
import { opsProviders } from "./ops-providers.ts";
import { opsRedeploy } from "./ops-redeploy.ts";
import { opsRelease } from "./ops-release.ts";
import { opsReport } from "./ops-report.ts";
import { opsRestoreDrill } from "./ops-restore-drill.ts";
import { opsRollback } from "./ops-rollback.ts";
import { opsRollbackDrill } from "./ops-rollback-drill.ts";
import { opsRotate } from "./ops-rotate.ts";
import { opsSecrets } from "./ops-secrets.ts";
import { opsSignoff } from "./ops-signoff.ts";
import { opsSmoke } from "./ops-smoke.ts";
import { opsSurface } from "./ops-surface.ts";
import { opsTag } from "./ops-tag.ts";
import { opsTask } from "./ops-task.ts";
import { opsWatch } from "./ops-watch.ts";

export const ops: CommandModule = {
  command: "ops",
  describe: "Act on a platform in AWS: say, plan, act, prove",
  builder: (yargs) =>
    yargs
      .command(opsBootstrap)
      .command(opsSecrets)
      .command(opsRelease)
      .command(opsPin)
      .command(opsPromote)
      .command(opsRollback)
      .command(opsRedeploy)
      .command(opsCanary)
      .command(opsSurface)
      .command(opsFrontend)
      .command(opsTask)
      .command(opsMigrate)
      .command(opsBootstrapAdmin)
      .command(opsRotate)
      .command(opsPreflight)
      .command(opsSmoke)
      .command(opsPageLoad)
      .command(opsProviders)
      .command(opsLoad)
      .command(opsSoak)
      .command(opsWatch)
      .command(opsAlarms)
      .command(opsPage)
      .command(opsErrorTest)
      .command(opsEmail)
      .command(opsBudget)
      .command(opsRestoreDrill)
      .command(opsRollbackDrill)
      .command(opsIncident)
      .command(opsDrumbeat)
      .command(opsSignoff)
      .command(opsTag)
      .command(opsEvidence)
      .command(opsApprover)
      .command(opsGo)
      .command(opsReport)
      .command(opsCompose)
      .demandCommand(1, "Which one?")
      .epilogue("A dry run that finds something to do ends with 1; all else as ./golive --help says"),
  handler: () => undefined,
};
