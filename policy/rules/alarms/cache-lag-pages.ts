import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial } from "../../alarms/alarm-watch.ts";
import { unwatchedMembers } from "../../alarms/cache-members.ts";
import { cache } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const within = 900;
const pair = {
  type: cache,
  name: "cache",
  props: { replicationGroupId: "shop-cache", numCacheClusters: 2 },
} as const;
const behind = {
  namespace: "AWS/ElastiCache",
  metricName: "ReplicationLag",
  statistic: "Maximum",
  threshold: 5,
};
const of = (member: string, metric: object = behind) => ({
  ...alarm(member, { ...metric, dimensions: { CacheClusterId: member } }),
  uses: {},
});

export const cacheLagPages = stackRule({
  id: "cache-lag-pages",
  title: "Someone is paged when a failover would lose jobs or sessions",
  requirements: ["C10", "G02"],
  judges: cache,
  why: "A replica takes over with what it has; whatever it was behind by is gone without an error.",
  fix: "Add a MetricAlarm on each member's ReplicationLag that goes off above 60 s, within 15 minutes.",
  findings: (stack) =>
    unwatchedMembers(
      stack,
      stack.all(cache).filter((node) => (node.known("numCacheClusters") ?? 1) > 1),
      {
        namespace: "AWS/ElastiCache",
        metrics: ["ReplicationLag"],
        statistic: level,
        lacks: "no alarm on the ReplicationLag",
        wrong: (found) =>
          trial(found, {
            breach: { ReplicationLag: 61 },
            calm: { ReplicationLag: 0 },
            within,
            breachIs: "a replica is more than 60 s behind",
          }),
      },
    ),
  examples: {
    pass: [
      [pair, of("shop-cache-001"), of("shop-cache-002")],
      [pair, alarm("cache", behind)],
      [{ ...pair, props: { numCacheClusters: 1 } }],
    ],
    fail: [
      [pair],
      [pair, of("shop-cache-001")],
      [pair, of("shop-cache-001"), of("shop-cache-002", { ...behind, threshold: 600 })],
      [pair, of("shop-cache-001"), of("shop-cache-002", { ...behind, evaluationPeriods: 60 })],
    ],
  },
});
