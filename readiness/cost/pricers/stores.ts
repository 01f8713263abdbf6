import { vcpusOf } from "../classes.ts";
import type { Plan, Pricer, Pricers } from "../quantity.ts";
import { always, hours, times } from "../quantity.ts";

const instanceType = "aws:rds/instance:Instance";
const clusterType = "aws:rds/cluster:Cluster";

const instance: Pricer = (facts, { stack }) => {
  const name = facts.text("instanceClass");
  const [source] = stack.behind(facts, "replicateSourceDb", instanceType);
  const storage = facts.number("allocatedStorage") ?? source?.number("allocatedStorage"); // a replica begins as its source
  if (name === undefined || storage === undefined)
    return [{ why: `the class or the disk of ${facts.name} is not known before deploy` }];
  const most = Math.max(
    facts.number("maxAllocatedStorage") ?? source?.number("maxAllocatedStorage") ?? 0,
    storage,
  );
  const servers = facts.flag("multiAz") === true ? 2 : 1;
  const pair = servers === 2 ? " and its standby" : "";
  const vcpus = vcpusOf(name);
  return [
    {
      item: `database ${name}${pair}`,
      meter: `db.${name.replace(/^db\./, "")}`,
      ...always(servers * hours),
      how: "by the hour",
    },
    (facts.text("storageType") ?? source?.text("storageType")) === "gp3"
      ? {
          item: `the database's disk${pair && ", twice"}`,
          meter: "rds.storage",
          low: servers * storage,
          high: servers * most,
          how: `${storage}–${most} GB`,
        }
      : { why: `only gp3 disks are in the table: ${facts.name} has another` },
    ...(facts.text("databaseInsightsMode") !== "advanced"
      ? []
      : vcpus === undefined
        ? [{ why: `Database Insights of ${name}, whose vCPUs are not known` }]
        : ([
            {
              item: "Database Insights",
              meter: "rds.insights",
              ...always(vcpus * servers * hours),
              how: "by vCPU and hour",
            },
          ] as const)),
  ];
};

/** Aurora Serverless: between the two bounds of its capacity. */
const member: Pricer = (facts, { stack }) => {
  const [cluster] = stack.behind(facts, "clusterIdentifier", clusterType);
  const [low, high] = ["minCapacity", "maxCapacity"].map((bound) =>
    cluster?.number("serverlessv2ScalingConfiguration", bound),
  );
  if (facts.text("instanceClass") !== "db.serverless" || low === undefined || high === undefined)
    return [{ why: `of Aurora only db.serverless is in the table: ${facts.name} is another` }];
  return [
    {
      item: "Aurora capacity",
      meter: "aurora.acu",
      low: low * hours,
      high: high * hours,
      how: `${low}–${high} ACU for each instance`,
    },
    ...(cluster?.text("databaseInsightsMode") === "advanced"
      ? ([
          {
            item: "Database Insights",
            meter: "rds.insights.acu",
            low: low * hours,
            high: high * hours,
            how: "by ACU and hour",
          },
        ] as const)
      : []),
  ];
};

const cluster: Pricer = (_, { assumed }) => [
  { item: "Aurora's disk", meter: "aurora.storage", low: 10, high: 200, how: "10–200 GB", usage: true },
  {
    item: "Aurora's reads and writes",
    meter: "aurora.io",
    low: assumed.requests.low,
    high: assumed.requests.high * 10,
    how: "1–10 a request",
    usage: true,
  },
];

/** By the vCPUs of what it stands before, at least two; before Aurora Serverless by its ACUs, at least eight. */
const proxy: Pricer = (facts, plan) => {
  const billed = behindProxy(plan);
  if (!billed) return [{ why: `what ${facts.name} stands before has a size that is not in the table` }];
  return [
    { item: "database proxy", meter: "rds.proxy", ...times(billed, hours), how: "by vCPU or ACU and hour" },
  ];
};

function behindProxy({ stack }: Plan): { low: number; high: number } | undefined {
  const names = stack
    .all("aws:rds/proxyTarget:ProxyTarget")
    .flatMap((one) => [...one.uses("dbInstanceIdentifier"), ...one.uses("dbClusterIdentifier")]);
  const [first] = [...stack.all(instanceType), ...stack.all(clusterType)].filter(({ name }) =>
    names.includes(name),
  );
  if (!first) return undefined;
  if (first.type === instanceType) {
    const vcpus = vcpusOf(first.text("instanceClass") ?? "");
    return vcpus === undefined ? undefined : always(Math.max(vcpus, 2));
  }
  const [low, high] = ["minCapacity", "maxCapacity"].map((bound) =>
    first.number("serverlessv2ScalingConfiguration", bound),
  );
  const members = stack.all("aws:rds/clusterInstance:ClusterInstance").length;
  if (low === undefined || high === undefined) return undefined;
  return { low: Math.max(8, low * members), high: Math.max(8, high * members) };
}

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
  [instanceType]: instance,
  [clusterType]: cluster,
  "aws:rds/clusterInstance:ClusterInstance": member,
  "aws:rds/proxy:Proxy": proxy,
  "aws:elasticache/replicationGroup:ReplicationGroup": cache,
  "aws:s3/bucket:Bucket": bucket,
  "aws:backup/plan:Plan": backups,
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": () => [
    { why: "restore tests are billed by the test, and by the hours of what is restored" },
  ],
};
