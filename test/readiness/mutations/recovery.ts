import { statement, statements } from "./documents.ts";
import { disconnect, edit, type Mutation, remove, set } from "./mutation.ts";

const backup = (kind: string, name: string) => ({
  type: `aws:backup/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`,
  name: new RegExp(`^backups-${name}$`),
});
const plan = backup("Plan", "plan");
const selection = backup("Selection", "selection");
const vault = backup("Vault", "vault");
const lock = backup("VaultLockConfiguration", "lock");
const tests = backup("RestoreTestingPlan", "test");
const testOf = (kind: string) => backup("RestoreTestingSelection", `test-${kind}`);
const rule = (name: string) => ({
  type: "aws:cloudwatch/eventRule:EventRule",
  name: new RegExp(`^${name}-rule$`),
});
const target = (name: string) => ({
  type: "aws:cloudwatch/eventTarget:EventTarget",
  name: new RegExp(`^${name}$`),
});
const events = { type: "aws:rds/eventSubscription:EventSubscription", name: /^database-events-servers$/ };

const records = { type: "aws:s3/bucketPolicy:BucketPolicy", name: /^evidence-bucket-policy$/ };

type Rule = Readonly<Record<string, unknown>>;

/** Only the stores whose ARN has this in it stay selected. */
const selectOnly = (part: string) =>
  edit(selection, ({ resources }) => ({
    resources: (resources as string[]).filter((arn) => arn.includes(part)),
  }));

const daily = (change: Rule) =>
  edit(plan, ({ rules }) => ({
    rules: (rules as Rule[]).map((one) => (one.ruleName === "daily" ? { ...one, ...change } : one)),
  }));

const without = (which: Parameters<typeof edit>[0], key: string) =>
  edit(which, ({ restoreMetadataOverrides }) => ({
    restoreMetadataOverrides: Object.fromEntries(
      Object.entries(restoreMetadataOverrides as object).filter(([name]) => name !== key),
    ),
  }));

const heard = (name: string, detail: object) =>
  edit(rule(name), ({ eventPattern }) => ({
    eventPattern: JSON.stringify({ ...(JSON.parse(String(eventPattern)) as object), detail }),
  }));

/** The topic's policy without one of its statements. */
const silenced = (sid: string) =>
  edit({ type: "aws:sns/topicPolicy:TopicPolicy", name: /^oncall-policy$/ }, ({ policy }) => {
    const { Statement, ...rest } = JSON.parse(String(policy)) as { Statement: { Sid: string }[] };
    return { policy: JSON.stringify({ ...rest, Statement: Statement.filter(({ Sid }) => Sid !== sid) }) };
  });

export const recoveryMutations: readonly Mutation[] = [
  { title: "no backup has the database in it", requirement: "C14", change: selectOnly(":s3:::") },
  { title: "no backup has the reports in it", requirement: "G03", change: selectOnly(":db:") },
  {
    title: "the plan leaves the database out by name",
    requirement: "K21",
    change: edit(selection, ({ resources }) => ({
      notResources: (resources as string[]).filter((arn) => arn.includes(":db:")),
    })),
  },
  { title: "there is no backup plan", requirement: "K21", change: remove(plan) },
  {
    title: "backups are made once a week",
    requirement: "K21",
    change: daily({ schedule: "cron(0 5 ? * MON *)" }),
  },
  {
    title: "the plan's backups are kept for a week",
    requirement: "C14",
    change: daily({ lifecycle: { deleteAfter: 7 } }),
  },
  { title: "anyone may delete backups", requirement: "C09", change: remove(lock) },
  {
    title: "the lock holds backups for no time",
    requirement: "K21",
    change: set(lock, { minRetentionDays: undefined }),
  },
  {
    title: "the lock refuses the plan's backups",
    requirement: "K13",
    change: set(lock, { maxRetentionDays: 30 }),
  },
  {
    title: "the other region's lock refuses the copies",
    requirement: "K13",
    change: set(backup("VaultLockConfiguration", "copy-lock"), { maxRetentionDays: 30 }),
  },
  {
    title: "backups are under AWS's own key",
    requirement: "C09",
    change: disconnect(vault, "kmsKeyArn", undefined),
  },
  {
    title: "the vault is emptied when it is deleted",
    requirement: "K21",
    change: set(vault, { forceDestroy: true }),
  },
  {
    title: "nobody tries to restore the database",
    requirement: "K04",
    change: remove(testOf("database")),
  },
  { title: "nobody tries to restore the reports", requirement: "K21", change: remove(testOf("buckets")) },
  {
    title: "a restore is tried once a quarter",
    requirement: "K04",
    change: set(tests, { scheduleExpression: "cron(0 3 2 */3 ? *)" }),
  },
  {
    title: "the copy of the database stands under the default group",
    requirement: "G01",
    change: without(testOf("database"), "vpcSecurityGroupIds"),
  },
  {
    title: "a restored copy is removed at once",
    requirement: "K21",
    change: set(testOf("database"), { validationWindowHours: undefined }),
  },
  {
    title: "no code looks into a restored copy",
    requirement: "K04",
    change: remove(target("restore-checking-target")),
  },
  {
    title: "nobody hears of a backup that fails",
    requirement: "K13",
    change: remove(rule("backup-failed")),
  },
  {
    title: "nobody hears of a backup that never began",
    requirement: "K13",
    change: heard("backup-failed", { state: ["FAILED", "ABORTED"] }),
  },
  {
    title: "what would page on a failed copy is switched off",
    requirement: "K13",
    change: set(rule("backup-copy-failed"), { state: "DISABLED" }),
  },
  {
    title: "nobody hears of a restore that fails",
    requirement: "K13",
    change: remove(target("backup-restore-failed-page")),
  },
  {
    title: "nobody hears that a copy was not looked at in time",
    requirement: "K13",
    change: heard("backup-restore-refused", { validationStatus: ["FAILED"] }),
  },
  {
    title: "somebody hears of backups in another vault only",
    requirement: "K13",
    change: heard("backup-failed", {
      state: ["FAILED", "ABORTED", "EXPIRED"],
      backupVaultName: ["another"],
    }),
  },
  {
    title: "the topic refuses what EventBridge sends",
    requirement: "K13",
    change: silenced("Events"),
  },
  {
    title: "the topic refuses what RDS sends",
    requirement: "W06",
    change: silenced("DatabaseEvents"),
  },
  {
    title: "nobody hears of a restored copy that is not good",
    requirement: "K13",
    change: remove(target("backup-restore-refused-page")),
  },
  { title: "nobody hears of a failover", requirement: "W06", change: remove(events) },
  {
    title: "the database's events are switched off",
    requirement: "W06",
    change: set(events, { enabled: false }),
  },
  {
    title: "the database tells of its backups only",
    requirement: "W06",
    change: set(events, { eventCategories: ["backup"] }),
  },
  {
    title: "whoever may go round the lock deletes a record",
    requirement: "K25",
    change: statements(records, "policy", (entries) =>
      entries.filter(({ Sid }) => Sid !== "NothingTakenAway"),
    ),
  },
  {
    title: "a record is hidden behind a mark of deletion",
    requirement: "K25",
    change: statement(records, "s3:DeleteObject", (entry) => ({
      ...entry,
      Action: ["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion"],
    })),
  },
  {
    title: "a record is written over",
    requirement: "K25",
    change: statements(records, "policy", (entries) =>
      entries.filter(({ Sid }) => Sid !== "NothingWrittenOver"),
    ),
  },
  {
    title: "a record is written over in the clear alone",
    requirement: "K25",
    change: statement(records, "s3:PutObject", ({ Condition, ...entry }) => ({
      ...entry,
      Condition: { ...(Condition as object), Bool: { "aws:SecureTransport": "false" } },
    })),
  },
];
