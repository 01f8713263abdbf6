import type { Facts, Stack } from "../data-map/facts.ts";
import { each } from "./boxes.ts";
import type { Part } from "./model.ts";
import { behindGroup, placeIn } from "./network.ts";

export const instanceType = "aws:rds/instance:Instance";
export const clusterType = "aws:rds/cluster:Cluster";
export const proxyType = "aws:rds/proxy:Proxy";
export const cacheType = "aws:elasticache/replicationGroup:ReplicationGroup";

/** Databases and caches, each where its subnet group puts it. */
export function stores(stack: Stack): Part[] {
  const inGroup = (facts: Facts, property: string, type: string) =>
    placeIn(stack, behindGroup(stack, facts, property, type));
  return [
    ...each(stack, proxyType, (proxy) => ({
      id: proxy.name,
      kind: "store",
      title: "database proxy",
      says: ["TLS required"],
      frame: placeIn(stack, proxy.uses("vpcSubnetIds")),
    })),
    ...each(stack, instanceType, (database) => ({
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
    ...each(stack, clusterType, (cluster) => ({
      id: cluster.name,
      kind: "store",
      title: `Aurora PostgreSQL ${cluster.text("engineVersion") ?? ""}`,
      says: [`${stack.all("aws:rds/clusterInstance:ClusterInstance").length} instances, serverless`],
      frame: inGroup(cluster, "dbSubnetGroupName", "aws:rds/subnetGroup:SubnetGroup"),
    })),
    ...each(stack, cacheType, (cache) => ({
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
