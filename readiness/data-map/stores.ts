import { keptIn } from "./backups.ts";
import { bucketRetention, encryptedWith, oldVersions } from "./buckets.ts";
import { days, type Facts, notProven, type Stack } from "./facts.ts";
import type { Holding } from "./holdings.ts";
import { keyOf } from "./keys.ts";
import { logHolding } from "./logs.ts";

/** What the map says of one kind of store. Each entry names what the plan proves; the rest is "not proven". */
export interface Kind {
  readonly store: string;
  readonly types: readonly string[];
  name(facts: Facts): string | undefined;
  /** What it holds, where the configuration does not say. */
  held?(facts: Facts): { readonly holds: string; readonly dataClass?: Holding["dataClass"] };
  retention(facts: Facts, stack: Stack): string;
  key(facts: Facts, stack: Stack, prefix: string): string;
  /** What the store keeps beside itself. */
  backup(facts: Facts, stack: Stack): readonly string[];
  /** How its ARN ends, where AWS Backup may be told to keep copies of it. */
  arnEnd?(facts: Facts): string;
}

const byProduct = "until the product deletes it";
const under =
  (property: string): Kind["key"] =>
  (facts, stack, prefix) =>
    keyOf(stack, prefix, facts, property);

const pointInTime = (facts: Facts): readonly string[] => {
  const kept = facts.number("backupRetentionPeriod");
  return kept === undefined || kept === 0 ? [] : [`any point of the last ${days(kept)}`];
};

export const kinds: readonly Kind[] = [
  {
    store: "database",
    types: ["aws:rds/instance:Instance"],
    name: (facts) => facts.text("identifier"),
    retention: (facts) => (isReplica(facts) ? "as its source" : byProduct),
    // A replica is under its source's key.
    key: (facts, stack, prefix) => keyOf(stack, prefix, sourceOf(facts, stack), "kmsKeyId"),
    backup: (facts) => (isReplica(facts) ? ["by its source"] : pointInTime(facts)),
    arnEnd: (facts) => `:db:${facts.text("identifier")}`,
  },
  {
    store: "database",
    types: ["aws:rds/cluster:Cluster"],
    name: (facts) => facts.text("clusterIdentifier"),
    retention: () => byProduct,
    key: under("kmsKeyId"),
    backup: pointInTime,
    arnEnd: (facts) => `:cluster:${facts.text("clusterIdentifier")}`,
  },
  {
    store: "cache",
    types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
    name: (facts) => facts.text("replicationGroupId"),
    retention: () => byProduct,
    key: under("kmsKeyId"),
    backup: (facts) => {
      const kept = facts.number("snapshotRetentionLimit") ?? 0;
      return kept === 0 ? [] : [`daily snapshots for ${days(kept)}`];
    },
  },
  {
    store: "files",
    types: ["aws:s3/bucket:Bucket"],
    name: (facts) => facts.text("bucket"),
    retention: bucketRetention,
    key: encryptedWith,
    backup: oldVersions,
    arnEnd: (facts) => `:::${facts.text("bucket")}`,
  },
  {
    store: "log",
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    name: (facts) => facts.text("name"),
    held: (facts) => logHolding(facts.text("name") ?? ""),
    retention: (facts) => {
      const kept = facts.number("retentionInDays") ?? 0; // CloudWatch: 0 and nothing are for ever
      return kept === 0 ? notProven : days(kept);
    },
    key: under("kmsKeyId"),
    backup: () => [],
  },
  {
    store: "secret",
    types: ["aws:secretsmanager/secret:Secret"],
    name: (facts) => facts.text("name"),
    held: (facts) => ({
      holds: ["a credential", facts.text("description")].filter(Boolean).join(": "),
      dataClass: "technical",
    }),
    retention: (facts) => {
      const kept = facts.number("recoveryWindowInDays") ?? 30; // what Secrets Manager does where nothing is said
      return `until it is replaced; ${days(kept)} after it is deleted`;
    },
    key: under("kmsKeyId"),
    backup: () => [],
  },
  {
    store: "backups",
    types: ["aws:backup/vault:Vault"],
    name: (facts) => facts.text("name"),
    held: () => ({ holds: "copies of the database and the buckets" }),
    retention: (facts, stack) => keptIn(stack, facts).join("; ") || notProven,
    key: under("kmsKeyArn"),
    backup: () => [],
  },
];

const isReplica = (facts: Facts): boolean =>
  facts.text("replicateSourceDb") !== undefined || facts.uses("replicateSourceDb").length > 0;

function sourceOf(facts: Facts, stack: Stack): Facts {
  const [source] = stack.behind(facts, "replicateSourceDb", facts.type);
  return source ?? facts;
}
