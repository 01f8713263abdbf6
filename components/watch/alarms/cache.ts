import type * as pulumi from "@pulumi/pulumi";
import type { CacheSettings } from "../../../config/shape/data.ts";
import { result, term, type Watch } from "./watch.ts";

/** One member of the cache: full, throwing things away, or falling behind the primary. */
export function cacheWatches(node: pulumi.Input<string>, settings: CacheSettings): readonly Watch[] {
  const evicts = settings.roles.every((role) => role === "cache");
  const member = {
    namespace: "AWS/ElastiCache",
    dimensions: { CacheClusterId: node },
    period: 60,
    evaluationPeriods: 5,
    comparisonOperator: "GreaterThanThreshold",
  } as const;
  const memory: Watch = {
    ...member,
    kind: "memory",
    says: "more than 80 % of memory is used, for 5 minutes: when it is full, writes are refused",
    metricName: "DatabaseMemoryUsagePercentage",
    statistic: "Maximum",
    threshold: 80,
    treatMissingData: "breaching", // a member that says nothing is gone
  };
  const evictions: Watch = {
    ...member,
    kind: "evictions",
    says: evicts
      ? "more than 1,000 entries a minute make room for others, for 5 minutes: it is too small to help"
      : "entries make room for others, for 5 minutes: jobs or sessions are lost",
    metricName: "Evictions",
    statistic: "Sum",
    threshold: evicts ? 1000 : 0,
    treatMissingData: "notBreaching",
    severity: evicts ? "ticket" : "page",
  };
  const lag: Watch = {
    ...member,
    kind: "lag",
    says: "a replica is more than 5 seconds behind, for 5 minutes: a failover would lose what it lacks",
    metricName: "ReplicationLag",
    statistic: "Maximum",
    threshold: 5,
    treatMissingData: "notBreaching", // the primary has none
  };
  // For a cache that evicts, full is the normal state.
  return [...(evicts ? [] : [memory]), evictions, ...(settings.replicas > 0 ? [lag] : [])];
}

/** Whatever needs the cache stands still: what else goes off then follows from this. */
export const cacheDown = (nodes: readonly pulumi.Input<string>[]): Watch => ({
  kind: "down",
  says: "no member says that it is the primary, for 3 minutes: nothing can be written",
  metricQueries: [
    ...nodes.map((node, at) =>
      term(`member_${at + 1}`, "AWS/ElastiCache", "IsMaster", { CacheClusterId: node }, "Maximum"),
    ),
    result(nodes.map((_, at) => `FILL(member_${at + 1}, 0)`).join(" + "), "primaries"),
  ],
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  evaluationPeriods: 3,
  treatMissingData: "breaching",
});
