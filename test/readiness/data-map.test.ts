import { describe, expect, it } from "vitest";
import { dataMapOf } from "../../readiness/data-map/data-map.ts";
import { dataMapDocument } from "../../readiness/data-map/document.ts";
import type { ResourceShape } from "../../readiness/evaluation/order.ts";
import { unknownValue } from "../../readiness/program/recording.ts";
import { verdictOf } from "../../readiness/register/verdict.ts";
import { markdownReport } from "../../readiness/report/markdown.ts";
import type { DataMapRow } from "../../readiness/types.ts";
import { readyEvaluation } from "./evaluations.ts";
import { shape } from "./shapes.ts";

const config: Parameters<typeof dataMapOf>[1] = {
  product: "shop",
  environment: "production",
  region: "eu-central-1",
  account: "111122223333",
  database: { holds: "accounts and orders", dataClass: "personal", readReplicas: 1 },
  caches: { queue: { holds: "jobs", dataClass: "business" } },
  buckets: { reports: { holds: "generated reports", dataClass: "business" } },
};

const key = (of: string, more: ResourceShape["values"] = {}): ResourceShape[] => [
  shape("aws:kms/key:Key", `keys-${of}`, more),
  shape(
    "aws:kms/alias:Alias",
    `keys-${of}-alias`,
    { name: `alias/shop-production-${of}`, ...more },
    { targetKeyId: [`keys-${of}`] },
  ),
];
const under = (of: string) => [`keys-${of}`, `keys-${of}-alias`];
const keys = [...key("data"), ...key("logs"), ...key("secrets")];

const database = shape(
  "aws:rds/instance:Instance",
  "database",
  {
    identifier: "shop-production-database",
    backupRetentionPeriod: 14,
    kmsKeyId: unknownValue,
    tags: { "data-class": "personal" },
  },
  { kmsKeyId: under("data") },
);
const replica = shape(
  "aws:rds/instance:Instance",
  "database-replica-1",
  {
    identifier: "shop-production-database-replica-1",
    replicateSourceDb: "shop-production-database",
    backupRetentionPeriod: 0,
    tags: { "data-class": "personal" },
  },
  { replicateSourceDb: ["database"] },
);
const cache = shape(
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "cache-queue",
  {
    replicationGroupId: "shop-production-cache-queue",
    snapshotRetentionLimit: 7,
    tags: { "data-class": "business" },
  },
  { kmsKeyId: under("data") },
);
const bucketName = "shop-production-reports-111122223333";
const bucket = shape("aws:s3/bucket:Bucket", "bucket-reports", { bucket: bucketName });
const lifecycle = (...rules: object[]) =>
  shape(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "bucket-reports-lifecycle",
    { bucket: bucketName, rules },
    { bucket: ["bucket-reports"] },
  );
const expiry = { id: "expiry", status: "Enabled", expiration: { days: 730 } };
const oldVersions = { id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } };
const encryption = shape(
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "bucket-reports-encryption",
  { bucket: bucketName, rules: [{}] },
  { bucket: ["bucket-reports"], rules: under("data") },
);
const log = (values: ResourceShape["values"], uses: ResourceShape["uses"] = { kmsKeyId: under("logs") }) =>
  shape("aws:cloudwatch/logGroup:LogGroup", "api-log", { name: "/shop-production/api", ...values }, uses);
const secret = shape(
  "aws:secretsmanager/secret:Secret",
  "secrets-MAIL",
  { name: "shop-production/MAIL", description: "sends mail", recoveryWindowInDays: 30 },
  { kmsKeyId: under("secrets") },
);
const there = "arn:aws:backup:eu-west-1:111122223333:backup-vault:shop-production-copies";
const rule = (ruleName: string, deleteAfter: number) => ({
  ruleName,
  targetVaultName: "shop-production",
  lifecycle: { deleteAfter },
  copyActions: [{ destinationVaultArn: there, lifecycle: { deleteAfter } }],
});
const backups = [
  shape("aws:backup/vault:Vault", "backups-vault", { name: "shop-production" }, { kmsKeyArn: under("data") }),
  ...key("copies", { region: "eu-west-1" }),
  shape(
    "aws:backup/vault:Vault",
    "backups-copy-vault",
    { name: "shop-production-copies", region: "eu-west-1" },
    { kmsKeyArn: ["keys-copies"] },
  ),
  shape("aws:backup/plan:Plan", "backups-plan", { rules: [rule("daily", 35), rule("monthly", 372)] }),
  shape(
    "aws:backup/selection:Selection",
    "backups-selection",
    {
      resources: [
        "arn:aws:rds:eu-central-1:111122223333:db:shop-production-database",
        `arn:aws:s3:::${bucketName}`,
      ],
    },
    { planId: ["backups-plan"] },
  ),
];
const everything = [
  ...keys,
  ...[database, replica, cache, bucket, lifecycle(expiry, oldVersions), encryption],
  ...[log({ retentionInDays: 365 }), secret, ...backups],
];
const only = (...shapes: ResourceShape[]): DataMapRow | undefined =>
  dataMapOf([...keys, ...shapes], config)[0];

describe("the data map", () => {
  const copies = "daily for 35 days, copied to eu-west-1; monthly for 372 days, copied to eu-west-1";

  it("has a row for every store, with what the plan proves of it (C18)", () => {
    expect(dataMapOf(everything, config).map((row) => Object.values(row))).toEqual([
      [
        ...["database", "shop-production-database", "accounts and orders", "personal", "eu-central-1"],
        ...["until the product deletes it", "data", `any point of the last 14 days; ${copies}`],
      ],
      [
        ...["database", "shop-production-database-replica-1", "accounts and orders", "personal"],
        ...["eu-central-1", "as its source", "data", "by its source"],
      ],
      [
        ...["cache", "shop-production-cache-queue", "jobs", "business", "eu-central-1"],
        ...["until the product deletes it", "data", "daily snapshots for 7 days"],
      ],
      [
        ...["files", bucketName, "generated reports", "business", "eu-central-1", "730 days", "data"],
        `old versions for 30 days; ${copies}`,
      ],
      [
        ...["log", "/shop-production/api"],
        "what the product writes down",
        ...["personal", "eu-central-1", "365 days", "logs", "none"],
      ],
      [
        ...["secret", "shop-production/MAIL", "a credential: sends mail", "technical", "eu-central-1"],
        ...["until it is replaced; 30 days after it is deleted", "secrets", "none"],
      ],
      [
        ...["backups", "shop-production", "copies of the database and the buckets", "personal"],
        ...["eu-central-1", "daily for 35 days; monthly for 372 days", "data", "none"],
      ],
      [
        ...["backups", "shop-production-copies", "copies of the database and the buckets", "personal"],
        ...["eu-west-1", "daily for 35 days; monthly for 372 days", "copies", "none"],
      ],
    ]);
  });

  it("does not depend on the order in which the program registers", () => {
    expect(dataMapOf([...everything].reverse(), config)).toEqual(dataMapOf(everything, config));
  });

  it("reads a cluster as it reads an instance", () => {
    const cluster = shape(
      "aws:rds/cluster:Cluster",
      "database",
      {
        clusterIdentifier: "shop-production-database",
        backupRetentionPeriod: 1,
        tags: { "data-class": "personal" },
      },
      { kmsKeyId: under("data") },
    );
    const selection = shape(
      "aws:backup/selection:Selection",
      "selection",
      { resources: ["arn:aws:rds:eu-central-1:111122223333:cluster:shop-production-database"] },
      { planId: ["backups-plan"] },
    );
    const plan = shape("aws:backup/plan:Plan", "backups-plan", {
      rules: [{ ruleName: "daily", lifecycle: { deleteAfter: 7 } }],
    });
    expect(only(cluster, selection, plan)).toMatchObject({
      store: "database",
      key: "data",
      backup: "any point of the last 1 day; daily for 7 days",
    });
  });

  it.each([
    ["a log without an end", log({}), { retention: "not proven" }],
    ["a log that is kept for ever", log({ retentionInDays: 0 }), { retention: "not proven" }],
    [
      "a log whose end is not known before deploy",
      log({ retentionInDays: unknownValue }),
      { retention: "not proven" },
    ],
    [
      "a bucket without rules for its end",
      bucket,
      { retention: "not proven", class: "business", key: "AWS's own" },
    ],
    [
      "a vault that no plan fills",
      shape("aws:backup/vault:Vault", "vault", { name: "odd" }),
      { retention: "not proven", class: "not proven" },
    ],
    [
      "a store of unknown class",
      shape("aws:s3/bucket:Bucket", "odd", { bucket: "odd" }),
      { class: "not proven", holds: "not proven" },
    ],
    [
      "a region that AWS has yet to tell",
      log({ retentionInDays: 1, region: unknownValue }, { region: ["somewhere"], kmsKeyId: under("logs") }),
      { region: "not proven" },
    ],
    [
      "a key from elsewhere",
      log({ retentionInDays: 1, kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1" }, {}),
      { key: "not proven" },
    ],
    ["a store without a key", log({ retentionInDays: 1 }, {}), { key: "AWS's own" }],
  ])("says of %s what it cannot tell", (_, store, expected) => {
    expect(only(store)).toMatchObject(expected);
  });

  it("takes a bucket's rules only where they are switched on", () => {
    const off = lifecycle({ ...expiry, status: "Disabled" }, { ...oldVersions, status: "Disabled" });
    expect(only(bucket, off)).toMatchObject({ retention: "until the product deletes it", backup: "none" });
  });

  it("counts a vault as delicate as the most delicate store that is copied into it, and no other", () => {
    const vaults = (...shapes: ResourceShape[]) =>
      dataMapOf([...keys, ...backups, ...shapes], config)
        .filter(({ store }) => store === "backups")
        .map((row) => row.class);
    const logs = shape("aws:s3/bucket:Bucket", "logs", {
      bucket: "shop-production-access-logs-111122223333",
    });
    expect(vaults(bucket, logs)).toEqual(["business", "business"]);
    expect(vaults(bucket, logs, database)).toEqual(["personal", "personal"]);
  });

  it.each<[name: string, dataClass: string, holds: string]>([
    ["/shop-production/api", "personal", "what the product writes down"],
    ["/shop-production/task-migrate", "personal", "what the product writes down"],
    ["/shop-production/flow-log", "personal", "who connected with whom, by address"],
    ["/shop-production/cluster/sessions", "personal", "what people typed in a container"],
    [
      "/aws/rds/instance/shop-production-database/postgresql",
      "personal",
      "sessions and slow statements, which may name what they look for",
    ],
    [
      "/aws/vendedlogs/elasticache/shop-production-cache-queue/slow-log",
      "personal",
      "slow commands, with the keys that they name",
    ],
    ["/aws/vendedlogs/elasticache/shop-production-cache-queue/engine-log", "technical", "what the cache did"],
    [
      "/shop-production/function/vitals",
      "technical",
      "what the platform's own functions did: counts and outcomes, no contents",
    ],
    [
      "/aws/vendedlogs/states/shop-production-restart",
      "technical",
      "what the platform's own functions did: counts and outcomes, no contents",
    ],
    ["/aws/ecs/containerinsights/shop-production/performance", "technical", "measurements of the containers"],
  ])("counts the log %s as %s", (name, dataClass, holds) => {
    expect(only(log({ name, retentionInDays: 30 }))).toMatchObject({ class: dataClass, holds });
  });

  it("believes the tag of a resource before the configuration", () => {
    const tagged = { ...bucket, values: { ...bucket.values, tags: { "data-class": "personal" } } };
    expect(only(tagged)).toMatchObject({ class: "personal" });
  });
});

describe("the data map as a document", () => {
  it("has a table for each stack, and explains its words to a reader who knows GDPR and not AWS", () => {
    const text = dataMapDocument([
      { stack: "production", dataMap: dataMapOf([...keys, secret], config) },
      { stack: "staging", dataMap: [] },
    ]);
    expect(text).toContain("# Where data is kept\n");
    expect(text).toContain("GDPR, Article 30");
    expect(text).toContain("### production\n");
    expect(text).toContain(
      "| secret | `shop-production/MAIL` | a credential: sends mail | technical | eu-central-1 | until it is replaced; 30 days after it is deleted | secrets | none |",
    );
    expect(text).not.toContain("staging");
  });

  it("stands in the report for machines and in the one for a pull request", () => {
    const evaluation = readyEvaluation({ dataMap: dataMapOf([...keys, secret], config) });
    const report = verdictOf(evaluation);
    expect(report.dataMap).toEqual(evaluation.dataMap);
    expect(markdownReport(report, evaluation)).toContain("### Where data is kept\n");
    expect(markdownReport(report, evaluation)).toContain("| secret | `shop-production/MAIL` |");
  });
});
