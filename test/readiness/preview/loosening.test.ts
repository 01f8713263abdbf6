import { describe, expect, it } from "vitest";
import { beyond } from "../../../readiness/preview/beyond.ts";
import { judgePlan, statefulKept } from "../../../readiness/preview/judge.ts";
import { loosened } from "../../../readiness/preview/loosening.ts";
import { summary } from "../../../readiness/preview/summary.ts";
import { unknownValue } from "../../../readiness/program/recording.ts";
import { painter } from "../../../readiness/report/text.ts";
import { planIn, planning, short, step } from "./recordings.ts";

const today = new Date("2027-03-01T12:00:00Z");
const state = (inputs: Record<string, unknown>) => ({ protect: true, retainOnDelete: true, inputs });
const update = (type: string, before: Record<string, unknown>, after: Record<string, unknown>) =>
  step("update", type, "a", { old: state(before), new: state(after) });

const instance = "aws:rds/instance:Instance";
const key = "aws:kms/key:Key";
const group = "aws:cloudwatch/logGroup:LogGroup";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const lock = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const images = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";

const oneCommand = "from then on one command deletes it";
const older = "what is older is deleted at once";

describe("an update that takes away what stays", () => {
  it.each([
    [
      instance,
      { deletionProtection: true },
      { deletionProtection: false },
      `deletionProtection true → false: ${oneCommand}`,
    ],
    [instance, { deletionProtection: true }, {}, `deletionProtection true → nothing: ${oneCommand}`],
    [
      instance,
      { deletionProtection: true },
      { deletionProtection: unknownValue },
      `deletionProtection true → unknown: ${oneCommand}`,
    ],
    [
      "aws:cognito/userPool:UserPool",
      { deletionProtection: "ACTIVE" },
      { deletionProtection: "INACTIVE" },
      `deletionProtection ACTIVE → INACTIVE: ${oneCommand}`,
    ],
    [
      "aws:dynamodb/table:Table",
      { deletionProtectionEnabled: true },
      {},
      `deletionProtectionEnabled true → nothing: ${oneCommand}`,
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      { enableDeletionProtection: true },
      { enableDeletionProtection: false },
      `enableDeletionProtection true → false: ${oneCommand}`,
    ],
    [
      "aws:cloudtrail/eventDataStore:EventDataStore",
      {},
      { terminationProtectionEnabled: false },
      `terminationProtectionEnabled true → false: ${oneCommand}`,
    ],
    [
      "aws:s3/bucket:Bucket",
      {},
      { forceDestroy: true },
      "forceDestroy false → true: whoever deletes it from then on deletes what is in it",
    ],
    [
      "aws:ecr/repository:Repository",
      { forceDelete: false },
      { forceDelete: true },
      "forceDelete false → true: whoever deletes it from then on deletes what is in it",
    ],
    [
      instance,
      { skipFinalSnapshot: false },
      { skipFinalSnapshot: true },
      "skipFinalSnapshot false → true: whoever deletes it from then on keeps no last copy",
    ],
    [
      instance,
      { skipFinalSnapshot: false },
      { skipFinalSnapshot: unknownValue },
      "skipFinalSnapshot false → unknown: whoever deletes it from then on keeps no last copy",
    ],
    [
      instance,
      { deleteAutomatedBackups: false },
      {},
      "deleteAutomatedBackups false → true: its backups go with it, whenever it is deleted",
    ],
    [
      key,
      {},
      { isEnabled: false },
      "isEnabled true → false: what is encrypted under it cannot be read, and a database that cannot read its disk stops for good",
    ],
    [
      "aws:kms/replicaKey:ReplicaKey",
      { enabled: true },
      { enabled: false },
      "enabled true → false: what is encrypted under it cannot be read, and a database that cannot read its disk stops for good",
    ],
    [
      key,
      { deletionWindowInDays: 30 },
      { deletionWindowInDays: 7 },
      "deletionWindowInDays 30 → 7: there is less time to take a deletion back",
    ],
    [
      "aws:secretsmanager/secret:Secret",
      {},
      { recoveryWindowInDays: 0 },
      "recoveryWindowInDays 30 → 0: there is less time to take a deletion back",
    ],
    [
      "aws:cloudtrail/trail:Trail",
      {},
      { enableLogging: false },
      "enableLogging true → false: nobody writes down who does what",
    ],
    [
      versioning,
      { versioningConfiguration: { status: "Enabled" } },
      { versioningConfiguration: { status: "Suspended" } },
      "versioningConfiguration.status Enabled → Suspended: what is deleted or written over from then on is gone",
    ],
    [
      lock,
      { rule: { defaultRetention: { mode: "GOVERNANCE", days: 400 } } },
      { rule: { defaultRetention: { mode: "GOVERNANCE", days: 30 } } },
      "rule.defaultRetention.days 400 → 30: new records are locked for less long",
    ],
    [
      lock,
      { rule: { defaultRetention: { mode: "COMPLIANCE", days: 400 } } },
      { rule: { defaultRetention: { mode: "GOVERNANCE", days: 400 } } },
      "rule.defaultRetention.mode COMPLIANCE → GOVERNANCE: whoever may go round the lock can delete new records",
    ],
    [
      "aws:dynamodb/table:Table",
      { pointInTimeRecovery: { enabled: true } },
      { pointInTimeRecovery: { enabled: false } },
      "pointInTimeRecovery.enabled true → false: every moment to go back to is lost",
    ],
    [
      "aws:efs/backupPolicy:BackupPolicy",
      { backupPolicy: { status: "ENABLED" } },
      { backupPolicy: { status: "DISABLED" } },
      "backupPolicy.status ENABLED → DISABLED: nothing is copied from then on",
    ],
    [
      instance,
      { backupRetentionPeriod: 35 },
      { backupRetentionPeriod: 0 },
      `backupRetentionPeriod 35 → 0: ${older}`,
    ],
    [
      instance,
      { backupRetentionPeriod: 35 },
      { backupRetentionPeriod: unknownValue },
      `backupRetentionPeriod 35 → unknown: ${older}`,
    ],
    [
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { snapshotRetentionLimit: 7 },
      {},
      `snapshotRetentionLimit 7 → 0: ${older}`,
    ],
    [group, { retentionInDays: 365 }, { retentionInDays: 30 }, `retentionInDays 365 → 30: ${older}`],
    [group, {}, { retentionInDays: 365 }, `retentionInDays 0 → 365: ${older}`],
    [
      "aws:sqs/queue:Queue",
      { messageRetentionSeconds: 1_209_600 },
      {},
      `messageRetentionSeconds 1209600 → 345600: ${older}`,
    ],
    ["aws:kinesis/stream:Stream", { retentionPeriod: 168 }, {}, `retentionPeriod 168 → 24: ${older}`],
  ])("%s from %j to %j is refused, with what is lost", (type, before, after, says) => {
    const { refused } = judgePlan(planning(update(type, before, after)), [], today);
    expect(refused.map(({ why }) => why)).toEqual([says]);
  });

  it.each([
    [instance, { deletionProtection: false }, { deletionProtection: true }],
    [instance, { deletionProtection: true, tags: { a: "1" } }, { deletionProtection: true }],
    [instance, { backupRetentionPeriod: 7 }, { backupRetentionPeriod: 35 }],
    [instance, { skipFinalSnapshot: true }, { skipFinalSnapshot: false }],
    [instance, { deleteAutomatedBackups: true }, {}],
    [key, { isEnabled: false }, { isEnabled: true }],
    [key, { isEnabled: true }, {}],
    ["aws:cloudwatch/eventRule:EventRule", { isEnabled: true }, { isEnabled: false }],
    ["aws:ecs/service:Service", { forceDelete: false }, { forceDelete: true }],
    [group, { retentionInDays: 30 }, { retentionInDays: 0 }],
    [group, { retentionInDays: 30 }, {}],
    [
      "aws:rbin/rule:Rule",
      { retentionPeriod: { retentionPeriodValue: 7 } },
      { retentionPeriod: { retentionPeriodValue: 6 } },
    ],
    [
      lock,
      { rule: { defaultRetention: { mode: "GOVERNANCE", days: 30 } } },
      { rule: { defaultRetention: { mode: "COMPLIANCE", days: 400 } } },
    ],
    [bucketPolicy, {}, { policy: "{}" }],
  ])("%s from %j to %j takes nothing away", (type, before, after) => {
    expect(loosened(type, before, after)).toEqual([]);
  });

  it("is excused by a waiver of the resource, like a deletion", () => {
    const waiver = {
      rule: statefulKept.id,
      resource: "a",
      reason: "it moves",
      owner: "growth",
      until: "2027-03-05",
    };
    const plan = planning(update(instance, { deletionProtection: true }, {}));
    expect(judgePlan(plan, [waiver], today)).toMatchObject({ refused: [], excused: [{ waiver }] });
  });

  it("is found in a plan of the real engine", () => {
    const { refused } = judgePlan(planIn("kept-for-less"), [], today);
    expect(refused.map(({ change, why }) => `${short(change)}: ${why}`).sort()).toEqual([
      `update api-log: retentionInDays 60 → 30: ${older}`,
      "update bucket-reports-bucket-lifecycle: expiration.days 60 → 30: what is beyond that is deleted",
      `update cache-queue-replication-group: snapshotRetentionLimit 5 → 1: ${older}`,
      `update database-instance: backupRetentionPeriod 14 → 7: ${older}`,
    ]);
    const lines = summary(
      planIn("kept-for-less"),
      judgePlan(planIn("kept-for-less"), [], today),
      painter(false),
      110,
    );
    expect(lines).toContain(`  ✘ api-log: update: retentionInDays 60 → 30: ${older}`);
  });

  it("is told where it happened beside the plan, and not where it was planned", () => {
    const step = update(instance, { deletionProtection: true }, {});
    const [urn, planned] = [step.urn, planning(update(instance, {}, {}))];
    expect(beyond(planned, [step])).toEqual([
      `update ${urn}: was planned without this: deletionProtection true → nothing: ${oneCommand}`,
    ]);
    expect(beyond(planning(step), [step])).toEqual([]);
  });
});

describe("a rule of expiry", () => {
  const expiring = (days: unknown, filter: unknown = {}, status = "Enabled") => ({
    status,
    filter,
    expiration: { days },
  });
  const old = (noncurrentDays: number) => ({
    status: "Enabled",
    filter: {},
    noncurrentVersionExpiration: { noncurrentDays },
  });
  const dated = (date: string) => ({ status: "Enabled", filter: {}, expiration: { date } });
  const lost = (before: readonly unknown[], after: readonly unknown[]) =>
    loosened(lifecycle, { rules: before }, { rules: after });
  const says = (change: string) => [`${change}: what is beyond that is deleted`];

  it.each([
    ["comes sooner", [expiring(730)], [expiring(30)], "expiration.days 730 → 30"],
    ["is new", [], [expiring(1)], "expiration.days nothing → 1"],
    ["is turned on", [expiring(30, {}, "Disabled")], [expiring(30)], "expiration.days nothing → 30"],
    ["takes more", [expiring(30, { prefix: "tmp/" })], [expiring(30)], "expiration.days nothing → 30"],
    ["forgets earlier versions sooner", [old(90)], [old(1)], "noncurrentDays 90 → 1"],
    [
      "is a day of the calendar",
      [expiring(1)],
      [expiring(1), dated("2027-04-01")],
      "expiration.date nothing → 0",
    ],
    ["is not known before deploy", [expiring(30)], [expiring(unknownValue)], "expiration.days 30 → unknown"],
  ])("that %s takes something away", (_, before, after, change) => {
    expect(lost(before, after)).toEqual(says(change));
  });

  it.each([
    ["comes later", [expiring(30)], [expiring(730)]],
    ["goes", [expiring(30), old(1)], []],
    ["is turned off", [expiring(30)], [expiring(30, {}, "Disabled")]],
    ["takes less than before", [expiring(30)], [expiring(30, { prefix: "tmp/" })]],
    [
      "is written otherwise",
      [expiring(30, { prefix: "", __defaults: [] })],
      [{ status: "Enabled", expiration: { days: 30 } }],
    ],
    ["stays on its day", [dated("2027-04-01")], [dated("2027-04-01")]],
  ])("that %s takes nothing away", (_, before, after) => {
    expect(lost(before, after)).toEqual([]);
  });

  const keeping = (countNumber: unknown, more: object = {}) => ({
    policy: JSON.stringify({
      rules: [
        {
          rulePriority: 1,
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber, ...more },
          action: { type: "expire" },
        },
      ],
    }),
  });

  it("of images takes some away where fewer are left, or others, or nobody knows", () => {
    expect(loosened(images, keeping(30), keeping(3))).toEqual(says("countNumber 30 → 3"));
    expect(loosened(images, keeping(30), keeping(30, { tagStatus: "untagged" }))).toEqual(
      says("countNumber nothing → 30"),
    );
    expect(loosened(images, keeping(30), { policy: unknownValue })).toEqual(
      says("countNumber nothing → unknown"),
    );
    expect(loosened(images, keeping(30), keeping(50))).toEqual([]);
  });
});

describe("the policy of a bucket", () => {
  const deny = (Sid: string, more: object = {}) => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:DeleteObject",
    ...more,
  });
  const policy = (...Statement: readonly object[]) => ({
    policy: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
  const both = policy(deny("NothingTakenAway"), deny("NotInTheClear"));
  const noLonger = (name: string) => `policy: it no longer refuses as ${name} does`;

  it("that refuses less takes something away", () => {
    expect(loosened(bucketPolicy, both, policy(deny("NotInTheClear")))).toEqual([
      noLonger("NothingTakenAway"),
    ]);
    expect(
      loosened(
        bucketPolicy,
        both,
        policy(deny("NothingTakenAway", { Principal: { AWS: "x" } }), deny("NotInTheClear")),
      ),
    ).toEqual([noLonger("NothingTakenAway")]);
    expect(loosened(bucketPolicy, both, { policy: unknownValue })).toEqual([
      noLonger("NothingTakenAway"),
      noLonger("NotInTheClear"),
    ]);
    expect(loosened("aws:backup/vaultPolicy:VaultPolicy", policy({ Effect: "Deny" }), policy())).toEqual([
      noLonger("a statement without a Sid"),
    ]);
  });

  it("that refuses the same, or more, or allows otherwise takes nothing away", () => {
    const allow = { Sid: "Read", Effect: "Allow", Principal: "*", Action: "s3:GetObject" };
    expect(
      loosened(
        bucketPolicy,
        both,
        policy(allow, deny("NotInTheClear"), deny("More"), deny("NothingTakenAway")),
      ),
    ).toEqual([]);
    expect(loosened("aws:sqs/queuePolicy:QueuePolicy", both, policy())).toEqual([]);
  });
});
