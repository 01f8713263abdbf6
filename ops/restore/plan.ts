import {
  BackupClient,
  CreateRestoreTestingPlanCommand,
  CreateRestoreTestingSelectionCommand,
  DeleteRestoreTestingPlanCommand,
  DeleteRestoreTestingSelectionCommand,
  GetRestoreTestingPlanCommand,
  type GetRestoreTestingPlanOutput,
  GetRestoreTestingSelectionCommand,
  ListRestoreJobsCommand,
  type RestoreJobsListMember,
} from "@aws-sdk/client-backup";
import { AwsFailed } from "../errors.ts";
import { bounded, type Session } from "../session.ts";
import type { Trial } from "../trial/trial.ts";

const none = ["ResourceNotFoundException"];
/** The selection of the stack's own plan that restores the database. */
const selection = "database";

/**
 * A plan of AWS Backup's that restores the newest backup once, like the stack's own, which only runs on schedule: AWS has
 * no way to begin a restore test now, and a restore outside of a test is none that our function looks into.
 */
export class RestorePlan {
  readonly name: string;
  /** The stack's own, by name: letters, digits and underscores are all that AWS Backup takes. */
  readonly like: string;
  readonly #backup: BackupClient;
  readonly #session: Session;

  private constructor({ target }: Trial, session: Session) {
    const words = target.prefix.replaceAll("-", "_");
    this.like = `${words}_restore_test`;
    this.name = `${words}_restore_drill`;
    this.#backup = new BackupClient({ region: target.config.region, ...bounded(30) });
    this.#session = session;
  }

  static async of(trial: Trial): Promise<RestorePlan> {
    return new RestorePlan(trial, await trial.session());
  }

  /** The plan's ARN, where an earlier run has begun it. */
  async begun(): Promise<string | undefined> {
    return (await this.#get(this.name))?.RestoreTestingPlan?.RestoreTestingPlanArn;
  }

  /** Lets it run once, some minutes from now. @throws AwsFailed where the stack has no plan to do as */
  async begin(now: Date): Promise<string> {
    const model = (await this.#get(this.like))?.RestoreTestingPlan;
    const chosen = await this.#session.find(
      `look at the selection ${selection} of ${this.like}`,
      "backup:GetRestoreTestingSelection",
      none,
      () =>
        this.#backup.send(
          new GetRestoreTestingSelectionCommand({
            RestoreTestingPlanName: this.like,
            RestoreTestingSelectionName: selection,
          }),
        ),
    );
    const how = chosen?.RestoreTestingSelection;
    if (model?.RecoveryPointSelection === undefined || how === undefined)
      throw new AwsFailed(`there is no restore testing plan ${this.like}: \`./golive up\` makes it`);
    const made = await this.#session.call(
      `make the restore testing plan ${this.name}`,
      "backup:CreateRestoreTestingPlan and backup:TagResource",
      () =>
        this.#backup.send(
          new CreateRestoreTestingPlanCommand({
            RestoreTestingPlan: {
              RestoreTestingPlanName: this.name,
              RecoveryPointSelection: model.RecoveryPointSelection,
              ScheduleExpression: onceAt(new Date(now.getTime() + soonMs)),
              ScheduleExpressionTimezone: "Etc/UTC",
              StartWindowHours: 1,
            },
            Tags: { golive: "restore-drill" },
          }),
        ),
    );
    await this.#session.call(
      `say what ${this.name} restores`,
      "backup:CreateRestoreTestingSelection, and iam:PassRole on the role of backups",
      () =>
        this.#backup.send(
          new CreateRestoreTestingSelectionCommand({
            RestoreTestingPlanName: this.name,
            RestoreTestingSelection: {
              RestoreTestingSelectionName: selection,
              IamRoleArn: how.IamRoleArn,
              ProtectedResourceType: how.ProtectedResourceType,
              ProtectedResourceArns: how.ProtectedResourceArns,
              RestoreMetadataOverrides: how.RestoreMetadataOverrides,
              ValidationWindowHours: how.ValidationWindowHours,
            },
          }),
        ),
    );
    return made.RestoreTestingPlanArn ?? "";
  }

  /** What it restores now; undefined before it has begun. */
  async job(plan: string): Promise<RestoreJobsListMember | undefined> {
    const { RestoreJobs = [] } = await this.#session.call("list restores", "backup:ListRestoreJobs", () =>
      this.#backup.send(new ListRestoreJobsCommand({ ByRestoreTestingPlanArn: plan })),
    );
    return RestoreJobs[0];
  }

  /** Its copy stays AWS Backup's, which deletes it by itself. */
  async remove(): Promise<void> {
    const named = { RestoreTestingPlanName: this.name };
    await this.#session.find(`empty ${this.name}`, "backup:DeleteRestoreTestingSelection", none, () =>
      this.#backup.send(
        new DeleteRestoreTestingSelectionCommand({ ...named, RestoreTestingSelectionName: selection }),
      ),
    );
    await this.#session.find(`delete ${this.name}`, "backup:DeleteRestoreTestingPlan", none, () =>
      this.#backup.send(new DeleteRestoreTestingPlanCommand(named)),
    );
  }

  #get(RestoreTestingPlanName: string): Promise<GetRestoreTestingPlanOutput | undefined> {
    return this.#session.find(
      `look at the restore testing plan ${RestoreTestingPlanName}`,
      "backup:GetRestoreTestingPlan",
      none,
      () => this.#backup.send(new GetRestoreTestingPlanCommand({ RestoreTestingPlanName })),
    );
  }
}

/** A schedule that is made for the minute of now may miss it. */
const soonMs = 5 * 60_000;

/** One minute of one day: it does not come again. */
export const onceAt = (at: Date): string =>
  `cron(${at.getUTCMinutes()} ${at.getUTCHours()} ${at.getUTCDate()} ${at.getUTCMonth() + 1} ? ${at.getUTCFullYear()})`;
