import { alarm } from "../../alarms/alarm-examples.ts";
import { trial, unwatched } from "../../alarms/alarm-watch.ts";
import { targetGroups } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const day = 86_400;
const most = 0.5;
const group = { type: targetGroups[0], name: "api" } as const;
const slow = (extendedStatistic: string, threshold: number, more: object = {}) =>
  alarm("api", {
    ...{ namespace: "AWS/ApplicationELB", metricName: "TargetResponseTime", statistic: undefined },
    ...{ extendedStatistic, threshold, period: day, evaluationPeriods: 1, ...more },
  });

export const slowDaysTold = stackRule({
  id: "slow-days-told",
  title: "Somebody is told when one answer in a hundred was slow, all day",
  requirements: ["K23"],
  judges: targetGroups,
  why: "The slowest hundredth are the customers with the most data; the 95th percentile says nothing of them.",
  fix: `Add a MetricAlarm on the p99 of TargetResponseTime of the target group over a day, above ${most * 1000} ms at the latest.`,
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(...targetGroups),
      namespace: "AWS/ApplicationELB",
      statistic: /^p99(?:\.\d+)?$/,
      metrics: ["TargetResponseTime"],
      waits: true,
      about: ({ period = 0 }) => period >= 3600,
      lacks: "no alarm on the p99 of its TargetResponseTime over a day",
      wrong: (found) =>
        trial(found, {
          breach: { TargetResponseTime: most + 0.001 },
          calm: { TargetResponseTime: 0.01 },
          within: day,
          breachIs: `one answer in a hundred takes longer than ${most * 1000} ms`,
        }),
    }),
  examples: {
    pass: [
      [group, slow("p99", 0.5)],
      [group, slow("p99.9", 0.2, { period: 3600, evaluationPeriods: 24 })],
    ],
    fail: [
      [group],
      [group, slow("p95", 0.5)],
      [group, slow("p99", 2)],
      [group, slow("p99", 0.5, { period: 60 })],
      [group, slow("p99", 0.5, { evaluationPeriods: 7 })],
      [group, slow("p99", 0.5, { comparisonOperator: "LessThanThreshold" })],
    ],
  },
});
