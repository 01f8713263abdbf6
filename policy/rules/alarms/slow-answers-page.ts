import { alarm } from "../../alarms/alarm-examples.ts";
import { trial, unwatched } from "../../alarms/alarm-watch.ts";
import { card } from "../../alarms/card.ts";
import { service, targetGroups } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const { seconds, within } = card.p95;
const group = { type: targetGroups[0], name: "api" } as const;
const p95 = {
  namespace: "AWS/ApplicationELB",
  metricName: "TargetResponseTime",
  statistic: undefined,
  extendedStatistic: "p95",
  threshold: 0.25,
  evaluationPeriods: 5,
};

export const slowAnswersPage = stackRule({
  id: "slow-answers-page",
  title: "Someone is paged when one answer in twenty is slow",
  requirements: ["K07", "G06"],
  judges: targetGroups,
  why: "An average hides the slow twentieth; and behind a canary, only an alarm on each target group sees the new release.",
  fix: `Add a MetricAlarm on the target group's TargetResponseTime p95, above ${seconds} s for ${within / 60} minutes at most.`,
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(...targetGroups),
      namespace: "AWS/ApplicationELB",
      statistic: /^p(?:9[5-9]|100)/,
      metrics: ["TargetResponseTime"],
      lacks: "no alarm on its TargetResponseTime",
      wrong: (found) =>
        trial(found, {
          breach: { TargetResponseTime: seconds + 0.001 },
          calm: { TargetResponseTime: 0.01 },
          within,
          breachIs: `p95 is above ${seconds} s`,
        }),
    }),
  examples: {
    pass: [
      [group, alarm("api", p95)],
      [group, alarm("api", { ...p95, evaluationPeriods: 10, datapointsToAlarm: 3 })],
      [
        group,
        alarm("api", { ...p95, alarmActions: ["arn:oncall"] }),
        { type: service, name: "served", uses: { alarms: ["api-alarm"] } },
      ],
      [
        { ...group, props: { arnSuffix: "tg/1" } },
        { ...alarm("api", { ...p95, dimensions: { TargetGroup: "tg/1" } }), uses: {} },
      ],
      [
        group,
        alarm(
          "api",
          {
            threshold: 0.2,
            metricQueries: [
              {
                id: "a",
                returnData: true,
                metric: {
                  namespace: "AWS/ApplicationELB",
                  metricName: "TargetResponseTime",
                  stat: "p99",
                  period: 60,
                },
              },
            ],
          },
          "metricQueries",
        ),
      ],
    ],
    fail: [
      [group],
      [group, alarm("api", { namespace: "AWS/ApplicationELB", metricName: "RequestCount", threshold: 0.25 })],
      [group, alarm("api", { ...p95, extendedStatistic: undefined, statistic: "Average" })],
      [group, alarm("api", { ...p95, threshold: 0.5 })],
      [group, alarm("api", { ...p95, threshold: 250 })],
      [group, alarm("api", { ...p95, threshold: -1 })],
      [group, alarm("api", { ...p95, evaluationPeriods: 6 })],
      [group, alarm("api", { ...p95, period: 300 })],
      [group, alarm("api", { ...p95, comparisonOperator: "LessThanThreshold" })],
      [group, { ...group, name: "other" }, alarm("api", p95)],
      [group, alarm("api", p95), { type: service, name: "served", uses: { alarms: ["api-alarm"] } }],
      [group, { ...alarm("api", {}), props: {}, uses: { metricQueries: ["api"] } }],
    ],
  },
});
