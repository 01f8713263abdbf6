import type { Facts, Stack } from "../data-map/facts.ts";
import type { Part } from "./model.ts";
import { behindGroup, besideFrame, placeIn, watchFrame } from "./network.ts";
import { definitionType, serviceType, taskParts } from "./tasks.ts";

export const instanceType = "aws:rds/instance:Instance";
export const clusterType = "aws:rds/cluster:Cluster";
export const proxyType = "aws:rds/proxy:Proxy";
export const cacheType = "aws:elasticache/replicationGroup:ReplicationGroup";
export const balancerType = "aws:lb/loadBalancer:LoadBalancer";
export const distributionType = "aws:cloudfront/distribution:Distribution";
export const bucketType = "aws:s3/bucket:Bucket";
export const functionType = "aws:lambda/function:Function";
export { definitionType, serviceType };

/** The parts of a platform, from the plan alone; many of one kind are one box. */
export const partsOf = (stack: Stack): Part[] => [
  ...edge(stack),
  ...taskParts(stack),
  ...functions(stack),
  ...stores(stack),
  ...beside(stack),
  ...eyes(stack),
];

const all = (stack: Stack, type: string, part: (facts: Facts) => Part): Part[] => stack.all(type).map(part);

function edge(stack: Stack): Part[] {
  return [
    ...(stack.all(balancerType, distributionType).length === 0
      ? []
      : [{ id: "visitors", kind: "people" as const, title: "the world", says: ["HTTPS only"] }]),
    ...all(stack, "aws:wafv2/webAcl:WebAcl", (acl) => ({
      id: acl.name,
      kind: "edge",
      title: acl.text("scope") === "CLOUDFRONT" ? "firewall of the CDN" : "firewall",
      says: [`${lengthOf(acl.text("ruleJson"))} rules`],
    })),
    ...all(stack, distributionType, (cdn) => ({
      id: cdn.name,
      kind: "edge",
      title: "CDN",
      says: cdn.list("aliases").map(String),
    })),
    ...all(stack, balancerType, (balancer) => ({
      id: balancer.name,
      kind: "edge",
      title: "load balancer",
      says: hostsOf(stack, balancer),
      frame: placeIn(stack, balancer.uses("subnets")),
    })),
    ...grouped(stack.all("aws:ec2/natGateway:NatGateway"), "nat", (gateways) => ({
      kind: "edge",
      title: gateways.length === 1 ? "NAT gateway" : `${gateways.length} NAT gateways`,
      says: ["the way out"],
      frame: placeIn(stack, gateways[0]?.uses("subnetId") ?? []),
    })),
  ];
}

/** The names under which a balancer is found. */
const hostsOf = (stack: Stack, { name }: Facts): string[] =>
  stack
    .all("aws:route53/record:Record")
    .filter((record) => record.uses("aliases").includes(name))
    .flatMap((record) => record.text("name") ?? [])
    .sort();

/** Functions of one place are one box: what each does, the README says. */
function functions(stack: Stack): Part[] {
  const placed = Map.groupBy(stack.all(functionType), (one) => placeIn(stack, one.uses("vpcConfig")) ?? "");
  return [...placed].sort().map(([place, own]) => ({
    id: `functions ${place}`,
    kind: "function",
    title: "functions",
    says: inRows(own.map(({ name }) => name.replace(/-function$/, ""))),
    frame: place || besideFrame,
  }));
}

function stores(stack: Stack): Part[] {
  const inGroup = (facts: Facts, property: string, type: string) =>
    placeIn(stack, behindGroup(stack, facts, property, type));
  return [
    ...all(stack, proxyType, (proxy) => ({
      id: proxy.name,
      kind: "store",
      title: "database proxy",
      says: ["TLS required"],
      frame: placeIn(stack, proxy.uses("vpcSubnetIds")),
    })),
    ...all(stack, instanceType, (database) => ({
      id: database.name,
      kind: "store",
      title: `PostgreSQL ${database.text("engineVersion") ?? ""}`,
      says: [
        `${database.text("instanceClass") ?? ""}${database.flag("multiAz") ? " and a standby" : ""}`,
        ...(database.uses("replicateSourceDb").length > 0 ? ["a read replica"] : []),
      ],
      frame:
        inGroup(database, "dbSubnetGroupName", "aws:rds/subnetGroup:SubnetGroup") ??
        replicaPlace(stack, database),
    })),
    ...all(stack, clusterType, (cluster) => ({
      id: cluster.name,
      kind: "store",
      title: `Aurora PostgreSQL ${cluster.text("engineVersion") ?? ""}`,
      says: [`${stack.all("aws:rds/clusterInstance:ClusterInstance").length} instances, serverless`],
      frame: inGroup(cluster, "dbSubnetGroupName", "aws:rds/subnetGroup:SubnetGroup"),
    })),
    ...all(stack, cacheType, (cache) => ({
      id: cache.name,
      kind: "store",
      title: cache.text("description") ?? "cache",
      says: [`${cache.number("numCacheClusters") ?? 1} × ${cache.text("nodeType") ?? ""}`],
      frame: inGroup(cache, "subnetGroupName", "aws:elasticache/subnetGroup:SubnetGroup"),
    })),
  ];
}

const replicaPlace = (stack: Stack, replica: Facts): string | undefined =>
  stack
    .behind(replica, "replicateSourceDb", instanceType)
    .map((source) =>
      placeIn(stack, behindGroup(stack, source, "dbSubnetGroupName", "aws:rds/subnetGroup:SubnetGroup")),
    )
    .find((place) => place !== undefined);

function beside(stack: Stack): Part[] {
  return [
    ...all(stack, bucketType, (bucket) => ({
      id: bucket.name,
      kind: "beside",
      frame: besideFrame,
      title: `${bucket.name.replace(/^bucket-|-bucket$/g, "")} bucket`,
      says: [],
    })).filter(({ id }) => id.startsWith("bucket-") || id.startsWith("site")),
    ...all(stack, "aws:sesv2/emailIdentity:EmailIdentity", (identity) => ({
      id: identity.name,
      kind: "beside",
      frame: besideFrame,
      title: "e-mail",
      says: [identity.text("emailIdentity") ?? "SES"],
    })),
    ...grouped(stack.all("aws:secretsmanager/secret:Secret"), "secrets", (secrets) => ({
      kind: "beside",
      frame: besideFrame,
      title: `${secrets.length} secrets`,
      says: [`${stack.all("aws:kms/key:Key").length} keys`],
    })),
    ...all(stack, "aws:backup/vault:Vault", (vault) => ({
      id: vault.name,
      kind: "beside",
      frame: besideFrame,
      title: vault.text("region") === undefined ? "backups" : "copies of backups",
      says: [vault.text("region") ?? "a locked vault"],
    })),
  ];
}

function eyes(stack: Stack): Part[] {
  const count = (type: string) => stack.all(type).length;
  return [
    ...grouped(stack.all("aws:synthetics/canary:Canary"), "probes", (probes) => ({
      kind: "eye",
      frame: watchFrame,
      title: `${probes.length} probes`,
      says: ["ask from outside"],
    })),
    ...grouped(stack.all("aws:cloudwatch/metricAlarm:MetricAlarm"), "alarms", (alarms) => ({
      kind: "eye",
      frame: watchFrame,
      title: `${alarms.length} alarms`,
      says: [`${count("aws:cloudwatch/compositeAlarm:CompositeAlarm")} for symptoms of one thing`],
    })),
    ...grouped(stack.all("aws:cloudwatch/logGroup:LogGroup"), "logs", (groups) => ({
      kind: "eye",
      frame: watchFrame,
      title: `${groups.length} logs`,
      says: [
        `${count("aws:cloudwatch/dashboard:Dashboard")} dashboards`,
        ...(count("aws:amp/workspace:Workspace") > 0 ? ["metrics and traces"] : []),
      ],
    })),
    ...grouped(stack.all("aws:sns/topicSubscription:TopicSubscription"), "people", (routes) => ({
      kind: "people",
      frame: watchFrame,
      title: "on-call",
      says: [[...new Set(routes.flatMap((one) => one.text("protocol") ?? []))].sort().join(" and ")],
    })),
  ];
}

/** Many resources as one box, or none. */
const grouped = (
  own: readonly Facts[],
  id: string,
  part: (own: readonly Facts[]) => Omit<Part, "id">,
): Part[] => (own.length === 0 ? [] : [{ id, ...part(own) }]);

/** Names in rows of a width that a box can have. */
export function inRows(names: readonly string[], width = 34): string[] {
  const rows: string[] = [];
  for (const name of names.toSorted()) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + name.length + 2 <= width)
      rows[rows.length - 1] = `${last}, ${name}`;
    else rows.push(name);
  }
  return rows;
}

function lengthOf(text: string | undefined): number {
  try {
    const rules: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(rules) ? rules.length : 0;
  } catch {
    return 0;
  }
}
