import { lendsKeys, usesKeys } from "./lending.ts";
import {
  type Grant,
  grant,
  named,
  numbered,
  owned,
  passes,
  requested,
  type Scope,
  serviceLinked,
  type Table,
  untied,
} from "./scope.ts";

/** Databases and the proxy in front. No delete of what keeps data: a person does that. */
export function rds(scope: Scope): Table {
  const at = (...kinds: readonly string[]) => named(scope, "rds", ...kinds.map((kind) => `${kind}:`));
  const tags = ["AddTagsToResource", "RemoveTagsFromResource"];
  const sees = (...actions: readonly string[]) => [untied(scope, "rds", ...actions)];
  const readsTags = (...kinds: readonly string[]) => grant("rds", ["ListTagsForResource"], at(...kinds));
  const options = numbered(scope, "rds", "og:default:");
  const owners = numbered(scope, "secretsmanager", "secret:rds!");
  const looksAtOwner = grant("secretsmanager", ["DescribeSecret"], owners);
  /** The owner's password: RDS makes the secret in the caller's name ("Permissions for Secrets Manager integration"). */
  const ownersPassword: readonly Grant[] = [
    grant("secretsmanager", ["CreateSecret", "RotateSecret", "TagResource"], owners),
    usesKeys(scope, "secretsmanager"),
    lendsKeys(scope, "rds"),
  ];
  const proxies = numbered(scope, "rds", "db-proxy:");
  const targets = numbered(scope, "rds", "target-group:");
  const proxyTarget = {
    read: sees("DescribeDBProxies", "DescribeDBProxyTargetGroups", "DescribeDBProxyTargets"),
    write: [
      grant(
        "rds",
        ["DeregisterDBProxyTargets", "ModifyDBProxyTargetGroup", "RegisterDBProxyTargets"],
        targets,
      ),
      grant("rds", ["DeregisterDBProxyTargets"], proxies),
      grant("rds", ["DeregisterDBProxyTargets", "RegisterDBProxyTargets"], at("db", "cluster")),
    ],
  };
  const group = (kind: "pg" | "cluster-pg", name: string) => ({
    read: [...sees(`Describe${name}Groups`, `Describe${name}s`), readsTags(kind)],
    write: [
      grant(
        "rds",
        [`Create${name}Group`, `Delete${name}Group`, `Modify${name}Group`, `Reset${name}Group`, ...tags],
        at(kind),
      ),
    ],
  });

  return {
    "aws:rds/instance:Instance": {
      read: [...sees("DescribeDBInstances"), readsTags("db"), looksAtOwner],
      write: [
        grant(
          "rds",
          ["CreateDBInstance", "CreateDBInstanceReadReplica"],
          [...at("db", "pg", "subgrp"), ...options],
        ),
        grant("rds", ["ModifyDBInstance"], [...at("db", "pg"), ...options]),
        grant("rds", ["RebootDBInstance", ...tags], at("db")),
        passes(scope, "monitoring.rds.amazonaws.com"),
        serviceLinked(scope, "rds.amazonaws.com"),
        ...ownersPassword,
      ],
    },
    "aws:rds/cluster:Cluster": {
      read: [...sees("DescribeDBClusters", "DescribeGlobalClusters"), readsTags("cluster"), looksAtOwner],
      write: [
        grant("rds", ["CreateDBCluster"], [...at("cluster", "cluster-pg", "subgrp"), ...options]),
        grant("rds", ["ModifyDBCluster"], [...at("cluster", "cluster-pg"), ...options]),
        grant("rds", tags, at("cluster")),
        passes(scope, "monitoring.rds.amazonaws.com"),
        serviceLinked(scope, "rds.amazonaws.com"),
        ...ownersPassword,
      ],
    },
    "aws:rds/clusterInstance:ClusterInstance": {
      read: [...sees("DescribeDBClusters", "DescribeDBInstances"), readsTags("db")],
      write: [
        grant("rds", ["CreateDBInstance"], [...at("db", "cluster", "pg", "subgrp"), ...options]),
        grant("rds", ["ModifyDBInstance"], [...at("db", "pg"), ...options]),
        grant("rds", ["RebootDBInstance", ...tags], at("db")),
        passes(scope, "monitoring.rds.amazonaws.com"),
      ],
    },
    "aws:rds/parameterGroup:ParameterGroup": group("pg", "DBParameter"),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": group("cluster-pg", "DBClusterParameter"),
    "aws:rds/subnetGroup:SubnetGroup": {
      read: [...sees("DescribeDBSubnetGroups"), readsTags("subgrp")],
      write: [
        grant(
          "rds",
          ["CreateDBSubnetGroup", "DeleteDBSubnetGroup", "ModifyDBSubnetGroup", ...tags],
          at("subgrp"),
        ),
      ],
    },
    "aws:rds/proxy:Proxy": {
      read: [...sees("DescribeDBProxies"), grant("rds", ["ListTagsForResource"], proxies)],
      write: [
        grant("rds", ["CreateDBProxy"], ["*"], requested(scope)),
        grant("rds", ["DeleteDBProxy", "ModifyDBProxy", ...tags], proxies, owned(scope)),
        grant("rds", ["AddTagsToResource"], proxies, requested(scope)),
        passes(scope, "rds.amazonaws.com"),
      ],
    },
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": proxyTarget,
    "aws:rds/proxyTarget:ProxyTarget": proxyTarget,
    "aws:rds/eventSubscription:EventSubscription": {
      read: [...sees("DescribeEventSubscriptions"), readsTags("es")],
      write: [
        grant(
          "rds",
          [
            "AddSourceIdentifierToSubscription",
            "CreateEventSubscription",
            "DeleteEventSubscription",
            "ModifyEventSubscription",
            "RemoveSourceIdentifierFromSubscription",
            ...tags,
          ],
          at("es"),
        ),
      ],
    },
  };
}
