import { alarm, mathAlarm } from "../../alarms/alarm-examples.ts";
import { trial, unwatched } from "../../alarms/alarm-watch.ts";
import { card } from "../../alarms/card.ts";
import {
  compositeAlarm,
  metricAlarm,
  service,
  subscription,
  targetGroups,
  topic,
} from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const { share, within } = card.errors;
const route = (name: string, protocol: string, topic: string) => ({
  type: subscription,
  name,
  props: { protocol },
  uses: { topic: [topic] },
});
const topics = [
  { type: topic, name: "oncall" },
  route("pager", "https", "oncall"),
  { type: topic, name: "tickets" },
  route("mailbox", "email", "tickets"),
  { type: metricAlarm, name: "down", uses: { alarmActions: ["oncall"] } },
];
/** The alarm that is asked for, and one composite that speaks for it. */
const spokenFor = (alarmRule: string, tells: string) => {
  const one = ratio("e / r", { threshold: 0.005, name: "failing" });
  return [
    ...topics,
    group,
    one,
    {
      type: compositeAlarm,
      name: "unwell",
      props: { alarmName: "unwell", alarmRule },
      uses: { alarmActions: [tells] },
    },
  ];
};
const group = { type: targetGroups[0], name: "api" } as const;
const metrics = { e: "HTTPCode_Target_5XX_Count", r: "RequestCount" };
const asked = 100_000;
const ratio = (expression: string, rest: object) =>
  mathAlarm("api", "AWS/ApplicationELB", expression, metrics, { ...rest });

export const failingAnswersPage = stackRule({
  id: "failing-answers-page",
  title: "Someone is paged when one answer in two hundred is an error",
  requirements: ["K08", "P14", "W06"],
  judges: targetGroups,
  why: "A count is too much at night and too little at noon; only a ratio means the same at every load.",
  fix: `Add a MetricAlarm whose metricQueries divide HTTPCode_Target_5XX_Count by RequestCount of the target group, above ${share * 100} % for ${within / 60} minutes at most.`,
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(...targetGroups),
      namespace: "AWS/ApplicationELB",
      statistic: /^(?:Sum|SampleCount)$/,
      metrics: ["HTTPCode_Target_5XX_Count"],
      lacks: "no alarm on its HTTPCode_Target_5XX_Count",
      wrong: (found) => {
        if (!found.metrics.some(({ name }) => name === "RequestCount"))
          return ["counts errors without the requests that they are a share of"];
        const at = (errors: number) => ({
          RequestCount: asked,
          HTTPCode_Target_5XX_Count: errors,
          HTTPCode_ELB_5XX_Count: 0,
        });
        return [
          ...trial(found, {
            breach: at(asked * share + 1),
            calm: at(0),
            within,
            breachIs: `more than ${share * 100} % of answers are 5xx`,
          }),
        ];
      },
    }),
  examples: {
    pass: [
      [group, ratio("IF(r > 50, 100 * FILL(e, 0) / r, 0)", { threshold: 0.5 })],
      [group, ratio("e / r", { threshold: 0.005 })],
      [group, ratio("(e/r)*100", { threshold: 0.1 })],
      spokenFor("ALARM(failing) OR ALARM(down)", "oncall"),
    ],
    fail: [
      [group],
      [
        group,
        alarm("api", {
          namespace: "AWS/ApplicationELB",
          metricName: "HTTPCode_Target_5XX_Count",
          threshold: 0,
        }),
      ],
      [
        group,
        ratio("e / r", { threshold: 0.005 }),
        { type: service, name: "served", uses: { alarms: ["api-alarm"] } },
      ],
      spokenFor("ALARM(failing)", "tickets"),
      spokenFor("ALARM(failing) AND ALARM(down)", "oncall"),
      spokenFor("NOT ALARM(failing)", "oncall"),
      spokenFor("ALARM(down)", "oncall"),
      [group, ratio("100 * e / r", { threshold: 1 })],
      [group, ratio("e / r", { threshold: 0.5 })],
      [group, ratio("e / r", { threshold: 0.005, evaluationPeriods: 5 })],
      [group, ratio("100 * r / r", { threshold: 0.5 })],
      [group, ratio("0 * e / r", { threshold: 0.5 })],
      [group, ratio("ANOMALY_DETECTION_BAND(e, 2)", { threshold: 0.5 })],
      [group, ratio("e / r", { threshold: 0.005, comparisonOperator: "LessThanThreshold" })],
    ],
  },
});
