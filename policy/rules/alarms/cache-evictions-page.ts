import { alarm } from "../../alarms/alarm-examples.ts";
import { count, trial } from "../../alarms/alarm-watch.ts";
import { unwatchedMembers } from "../../alarms/cache-members.ts";
import { cache } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const store = { type: cache, name: "cache" } as const;
const evictions = { namespace: "AWS/ElastiCache", metricName: "Evictions", threshold: 0 };
const [many, within] = [10_000, 900];

export const cacheEvictionsPage = stackRule({
  id: "cache-evictions-page",
  title: "Someone is told when the cache throws away what is still wanted",
  requirements: ["C10", "C17"],
  judges: cache,
  why: "Evicted sessions are people logged out; evicted jobs are lost; a cache that evicts all the time helps nobody.",
  fix: "Add a MetricAlarm on Evictions that goes off at 10,000 a minute at the latest, within 15 minutes.",
  findings: (stack) =>
    unwatchedMembers(stack, stack.all(cache), {
      namespace: "AWS/ElastiCache",
      statistic: count,
      metrics: ["Evictions"],
      lacks: "no alarm on the Evictions",
      waits: true,
      wrong: (found) =>
        trial(found, {
          breach: { Evictions: (many * (found.period ?? 60)) / 60 },
          calm: { Evictions: 0 },
          within,
          breachIs: `${many} entries a minute are evicted`,
        }),
    }),
  examples: {
    pass: [
      [store, alarm("cache", evictions)],
      [store, alarm("cache", { ...evictions, threshold: 1000 })],
    ],
    fail: [
      [store],
      [store, alarm("cache", { ...evictions, threshold: 1_000_000 })],
      [store, alarm("cache", { ...evictions, comparisonOperator: "GreaterThanOrEqualToThreshold" })],
      [store, alarm("cache", { ...evictions, evaluationPeriods: 60 })],
    ],
  },
});
