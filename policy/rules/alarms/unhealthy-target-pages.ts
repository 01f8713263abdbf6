import { alarm } from "../../alarm-examples.ts";
import { trial, unwatched } from "../../alarm-watch.ts";
import { targetGroups } from "../../aws-types.ts";
import { stackRule } from "../../rule.ts";

const group = { type: targetGroups[0], name: "api" } as const;
const within = 300;

export const unhealthyTargetPages = stackRule({
  id: "unhealthy-target-pages",
  title: "Someone is paged when a service fails its health check",
  requirements: ["P14", "C11"],
  judges: targetGroups,
  why: "While the balancer quietly leaves a sick task out, the rest carry its load, and the next one to fail is the outage.",
  fix: "Add a MetricAlarm on the target group's UnHealthyHostCount above 0 (or HealthyHostCount below 1), for 5 minutes at most.",
  findings: (stack) =>
    unwatched(stack, {
      targets: () => stack.all(...targetGroups),
      metrics: ["UnHealthyHostCount", "HealthyHostCount"],
      lacks: "no alarm on its UnHealthyHostCount",
      wrong: (found) =>
        trial(found, {
          breach: { UnHealthyHostCount: 1, HealthyHostCount: 0 },
          calm: { UnHealthyHostCount: 0, HealthyHostCount: 100 },
          within,
          breachIs: "a task is unhealthy",
        }),
    }),
  examples: {
    pass: [
      [group, alarm("api", { metricName: "UnHealthyHostCount", statistic: "Maximum", threshold: 0 })],
      [
        group,
        alarm("api", {
          metricName: "HealthyHostCount",
          statistic: "Minimum",
          threshold: 1,
          comparisonOperator: "LessThanThreshold",
        }),
      ],
    ],
    fail: [
      [group],
      [group, alarm("api", { metricName: "UnHealthyHostCount", threshold: 3 })],
      [group, alarm("api", { metricName: "UnHealthyHostCount", threshold: 0, evaluationPeriods: 10 })],
      [
        group,
        alarm("api", {
          metricName: "UnHealthyHostCount",
          threshold: 0,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
        }),
      ],
    ],
  },
});
