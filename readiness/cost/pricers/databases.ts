import { vcpusOf } from "../classes.ts";
import type { Plan, Pricer, Pricers } from "../quantity.ts";
import { always, hours, times } from "../quantity.ts";

export const instanceType = "aws:rds/instance:Instance";
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

export const databases: Pricers = {
  [instanceType]: instance,
  [clusterType]: cluster,
  "aws:rds/clusterInstance:ClusterInstance": member,
  "aws:rds/proxy:Proxy": proxy,
};
