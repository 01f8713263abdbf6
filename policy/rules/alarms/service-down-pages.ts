import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { targetGroups } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const group = { type: targetGroups[0], name: "api" } as const;
const within = 300;
const none = {
  namespace: "AWS/ApplicationELB",
  metricName: "HealthyHostCount",
  statistic: "Maximum",
  threshold: 1,
  comparisonOperator: "LessThanThreshold",
};

export const serviceDownPages = stackRule({
  id: "service-down-pages",
  title: "Someone is paged at once when a service is down",
  requirements: ["P14", "C11", "G06"],
  judges: targetGroups,
  why: "With no task left there may be no slow answer, no error of the service's own and no sick task to count: only the absence of a healthy one.",
  fix: "Add a MetricAlarm on the target group's HealthyHostCount below 1, for 5 minutes at most.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(...targetGroups),
      namespace: "AWS/ApplicationELB",
      metrics: ["HealthyHostCount"],
      statistic: level,
      lacks: "no alarm on its HealthyHostCount",
      wrong: (found) =>
        trial(found, {
          breach: { HealthyHostCount: 0, UnHealthyHostCount: 0 },
          calm: { HealthyHostCount: 100, UnHealthyHostCount: 0 },
          within,
          breachIs: "no task is healthy",
        }),
    }),
  examples: {
    pass: [
      [group, alarm("api", none)],
      [group, alarm("api", { ...none, threshold: 2 })],
    ],
    fail: [
      [group],
      [group, alarm("api", { ...none, threshold: 0 })],
      [group, alarm("api", { ...none, evaluationPeriods: 30 })],
      [group, alarm("api", { ...none, comparisonOperator: "GreaterThanThreshold" })],
    ],
  },
});
