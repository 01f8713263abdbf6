import { lendsKeys } from "./lending.ts";
import { grant, named, type Scope, serviceLinked, type Table, untied } from "./scope.ts";

/** Caches and who may log in to them. A replication group is never taken away by the pipeline: it may keep jobs. */
export function elasticache(scope: Scope): Table {
  const at = (...kinds: readonly string[]) => named(scope, "elasticache", ...kinds.map((kind) => `${kind}:`));
  const tags = ["AddTagsToResource", "ListTagsForResource", "RemoveTagsFromResource"];
  const simple = (kind: string, name: string, ...also: readonly string[]) => ({
    read: [grant("elasticache", [`Describe${name}s`, "ListTagsForResource"], at(kind))],
    write: [
      grant("elasticache", [`Create${name}`, `Delete${name}`, `Modify${name}`, ...tags, ...also], at(kind)),
    ],
  });
  const users = simple("user", "User");
  const userGroups = {
    read: simple("usergroup", "UserGroup").read,
    write: [
      grant("elasticache", ["CreateUserGroup", "ModifyUserGroup"], at("user", "usergroup")),
      grant("elasticache", ["DeleteUserGroup", ...tags], at("usergroup")),
    ],
  };

  return {
    "aws:elasticache/replicationGroup:ReplicationGroup": {
      read: [
        grant("elasticache", ["DescribeReplicationGroups", "ListTagsForResource"], at("replicationgroup")),
        grant("elasticache", ["DescribeCacheClusters"], at("cluster")),
      ],
      write: [
        grant(
          "elasticache",
          ["CreateReplicationGroup"],
          at("replicationgroup", "cluster", "parametergroup", "subnetgroup", "usergroup"),
        ),
        grant(
          "elasticache",
          ["ModifyReplicationGroup"],
          at("replicationgroup", "parametergroup", "usergroup"),
        ),
        grant(
          "elasticache",
          ["DecreaseReplicaCount", "IncreaseReplicaCount", "TestFailover", ...tags],
          at("replicationgroup"),
        ),
        serviceLinked(scope, "elasticache.amazonaws.com"),
        lendsKeys(scope, "elasticache"),
        // Its logs are delivered by CloudWatch Logs ("Log delivery", ElastiCache guide).
        untied(
          scope,
          "logs",
          "CreateLogDelivery",
          "DeleteLogDelivery",
          "DescribeResourcePolicies",
          "GetLogDelivery",
          "ListLogDeliveries",
          "PutResourcePolicy",
          "UpdateLogDelivery",
        ),
      ],
    },
    "aws:elasticache/parameterGroup:ParameterGroup": {
      read: [
        grant(
          "elasticache",
          ["DescribeCacheParameterGroups", "DescribeCacheParameters", "ListTagsForResource"],
          at("parametergroup"),
        ),
      ],
      write: [
        grant(
          "elasticache",
          [
            "CreateCacheParameterGroup",
            "DeleteCacheParameterGroup",
            "ModifyCacheParameterGroup",
            "ResetCacheParameterGroup",
            ...tags,
          ],
          at("parametergroup"),
        ),
      ],
    },
    "aws:elasticache/subnetGroup:SubnetGroup": simple("subnetgroup", "CacheSubnetGroup"),
    "aws:elasticache/user:User": users,
    "aws:elasticache/userGroup:UserGroup": userGroups,
    "aws:elasticache/userGroupAssociation:UserGroupAssociation": userGroups,
  };
}
