import type { Pricer, Pricers } from "../quantity.ts";
import { always, hours, times } from "../quantity.ts";
import { instanceType } from "./databases.ts";

const cache: Pricer = (facts) => {
  const [name, nodes] = [facts.text("nodeType"), facts.number("numCacheClusters")];
  if (name === undefined || nodes === undefined)
    return [{ why: `the nodes of ${facts.name} are not known before deploy` }];
  if (facts.text("engine") !== "valkey")
    return [{ why: `only Valkey is in the table: ${facts.name} is another` }];
  return [
    {
      item: `cache nodes ${name}`,
      meter: `cache.${name.replace(/^cache\./, "")}`,
      ...always(nodes * hours),
      how: `${nodes} nodes`,
    },
    ...((facts.number("snapshotRetentionLimit") ?? 0) > 0
      ? ([
          {
            item: "the cache's snapshots",
            meter: "cache.backup",
            low: 0,
            high: 10,
            how: "up to 10 GB",
            usage: true,
          },
        ] as const)
      : []),
  ];
};

const bucket: Pricer = (_, { assumed }) => [
  { item: "files in buckets", meter: "s3.storage", ...assumed.bucket, how: "1–50 GB each", usage: true },
  {
    item: "files in buckets",
    meter: "s3.write",
    low: 1,
    high: 1000,
    how: "up to a million writes",
    usage: true,
  },
];

/** A vault's copies, and those in other regions. */
const backups: Pricer = (facts, { stack, assumed }) => {
  const size =
    stack.all(instanceType).reduce((sum, one) => sum + (one.number("allocatedStorage") ?? 0), 0) || 100;
  const elsewhere = new Set(
    [...JSON.stringify(facts.list("rules")).matchAll(/arn:[\w-]+:backup:([\w-]+):/g)].map(
      ([, region]) => region,
    ),
  );
  const amount = times(assumed.copies, size);
  return [
    { item: "backups", meter: "backup.warm", ...amount, how: "by the GB", usage: true },
    ...[...elsewhere].flatMap(
      (region) =>
        [
          {
            item: "backups in another region",
            meter: "backup.warm",
            ...amount,
            how: "by the GB",
            usage: true,
            region,
          },
          {
            item: "backups in another region",
            meter: "transfer.region",
            low: 0.1 * size,
            high: size,
            how: "what changed, copied",
            usage: true,
          },
        ] as const,
    ),
  ];
};

export const storing: Pricers = {
  "aws:elasticache/replicationGroup:ReplicationGroup": cache,
  "aws:s3/bucket:Bucket": bucket,
  "aws:backup/plan:Plan": backups,
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": () => [
    { why: "restore tests are billed by the test, and by the hours of what is restored" },
  ],
};
