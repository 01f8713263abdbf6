import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { targetGroups } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const group = { type: targetGroups[0], name: "api" } as const;
const within = 300;
const sick = {
  namespace: "AWS/ApplicationELB",
  metricName: "UnHealthyHostCount",
  statistic: "Maximum",
  threshold: 0,
};

export const unhealthyTargetPages = stackRule({
  id: "unhealthy-target-pages",
  title: "Someone is paged when a task fails its health check",
  requirements: ["P14", "C11"],
  judges: targetGroups,
  why: "While the balancer quietly leaves a sick task out, the rest carry its load, and the next one to fail is the outage.",
  fix: "Add a MetricAlarm on the target group's UnHealthyHostCount above 0, for 5 minutes at most.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(...targetGroups),
      namespace: "AWS/ApplicationELB",
      metrics: ["UnHealthyHostCount"],
      statistic: level,
      lacks: "no alarm on its UnHealthyHostCount",
      wrong: (found) =>
        trial(found, {
          breach: { UnHealthyHostCount: 1, HealthyHostCount: 1 },
          calm: { UnHealthyHostCount: 0, HealthyHostCount: 2 },
          within,
          breachIs: "a task is unhealthy",
        }),
    }),
  examples: {
    pass: [[group, alarm("api", sick)]],
    fail: [
      [group],
      [group, alarm("api", { ...sick, namespace: "AWS/NetworkELB" })],
      [group, alarm("api", { ...sick, statistic: "SampleCount" })],
      [group, alarm("api", { ...sick, threshold: 3 })],
      [group, alarm("api", { ...sick, evaluationPeriods: 10 })],
      [group, alarm("api", { ...sick, comparisonOperator: "GreaterThanOrEqualToThreshold" })],
    ],
  },
});
