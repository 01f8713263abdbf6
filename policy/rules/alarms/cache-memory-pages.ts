import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial } from "../../alarms/alarm-watch.ts";
import { unwatchedMembers } from "../../alarms/cache-members.ts";
import { cache } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const within = 900;
const queue = { type: cache, name: "cache", props: { replicationGroupId: "shop-cache" } } as const;
const full = {
  namespace: "AWS/ElastiCache",
  metricName: "DatabaseMemoryUsagePercentage",
  statistic: "Maximum",
  threshold: 80,
};
const group = {
  type: "aws:elasticache/parameterGroup:ParameterGroup",
  name: "parameters",
  props: { parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }] },
} as const;

/** Full is the normal state of a cache that throws old entries away. */
function evicts(node: Node): boolean {
  const lists: readonly { name?: string; value?: string }[][] = node
    .uses("parameterGroupName")
    .map((used) => used.known("parameters") ?? []);
  const policy = lists.flat().find(({ name }) => name === "maxmemory-policy")?.value;
  return policy !== undefined && policy !== "noeviction";
}

export const cacheMemoryPages = stackRule({
  id: "cache-memory-pages",
  title: "Someone is paged before the queue's memory is full",
  requirements: ["C10", "G06"],
  judges: cache,
  why: "A store of jobs or sessions that is full refuses writes, and every request that starts a job fails.",
  fix: "Add a MetricAlarm on DatabaseMemoryUsagePercentage that goes off above 90 %, within 15 minutes.",
  findings: (stack) =>
    unwatchedMembers(
      stack,
      stack.all(cache).filter((node) => !evicts(node)),
      {
        namespace: "AWS/ElastiCache",
        statistic: level,
        metrics: ["DatabaseMemoryUsagePercentage", "FreeableMemory"],
        lacks: "no alarm on the DatabaseMemoryUsagePercentage",
        wrong: (found) =>
          trial(found, {
            breach: { DatabaseMemoryUsagePercentage: 91, FreeableMemory: 1024 },
            calm: { DatabaseMemoryUsagePercentage: 10, FreeableMemory: 1024 ** 5 },
            within,
            breachIs: "more than 90 % of its memory is used",
          }),
      },
    ),
  examples: {
    pass: [
      [queue, alarm("cache", full)],
      [queue, { ...alarm("cache", { ...full, dimensions: { CacheClusterId: "shop-cache-001" } }), uses: {} }],
      [group, { ...queue, uses: { parameterGroupName: ["parameters"] } }],
    ],
    fail: [
      [queue],
      [
        { ...queue, props: { ...queue.props, numCacheClusters: 2 } },
        { ...alarm("cache", { ...full, dimensions: { CacheClusterId: "shop-cache-001" } }), uses: {} },
      ],
      [queue, alarm("cache", { ...full, threshold: 99 })],
      [queue, alarm("cache", { ...full, threshold: 1 })],
      [queue, { ...alarm("cache", { ...full, dimensions: { CacheClusterId: "shop-other-001" } }), uses: {} }],
      [
        { ...group, props: { parameters: [{ name: "maxmemory-policy", value: "noeviction" }] } },
        { ...queue, uses: { parameterGroupName: ["parameters"] } },
      ],
    ],
  },
});
