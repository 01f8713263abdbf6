import type { Metric } from "../../alarms/alarm.ts";
import { alarm, mathAlarm } from "../../alarms/alarm-examples.ts";
import { allAlarms } from "../../alarms/alarm-index.ts";
import { unfilled } from "../../alarms/metric-sources.ts";
import { awsMetrics } from "../../reading/aws-metrics.ts";
import { logFilter, metricAlarm } from "../../reading/aws-types.ts";
import { lambda } from "../../reading/function-types.ts";
import { type StackFinding, stackRule } from "../../rule.ts";
import { type StackView, unknown } from "../../view.ts";

const check = { type: lambda, name: "check", props: { name: "shop-check" } } as const;
const errors = (more: object = {}) =>
  alarm("check", { namespace: "AWS/Lambda", metricName: "Errors", dimensions: {}, ...more });

export const alarmWatchesPublishedMetric = stackRule({
  id: "alarm-watches-published-metric",
  title: "Every alarm watches something that this stack measures",
  requirements: ["C15", "G06"],
  judges: metricAlarm,
  why: "An alarm on a metric that nobody publishes is accepted like any other, and stays green for ever.",
  fix: "Watch a documented metric of a resource in this stack, or what a LogMetricFilter or a function of it publishes.",
  findings: (stack) =>
    allAlarms(stack).flatMap(({ node, alarm: read }) => {
      const hidden = ["metricName", "metricQueries"].some((property) => node.isUnknown(property));
      const found = read ? read.metrics.flatMap((metric) => wrong(stack, metric)) : hidden ? [unread] : [];
      return found.map((one): StackFinding => ({ node, ...one }));
    }),
  examples: {
    pass: [
      [check, errors()],
      [check, { ...errors({ dimensions: { FunctionName: "shop-check" } }), uses: {} }],
      [
        {
          type: logFilter,
          name: "check",
          props: { metricTransformation: { namespace: "shop", name: "AuthFailures" } },
        },
        alarm("check", { namespace: "shop", metricName: "AuthFailures" }, "metricName"),
      ],
      [
        check,
        mathAlarm("check", "AWS/Lambda", "errors / runs", { errors: "Errors", runs: "Invocations" }, {}),
      ],
    ],
    fail: [
      [check, { type: metricAlarm, name: "hidden", props: { metricName: unknown } }],
      [check, errors({ namespace: unknown })],
      [check, errors({ metricName: "Failures" })],
      [check, { ...errors({ dimensions: { FunctionName: "shop-chek" } }), uses: {} }],
      [check, alarm("check", { namespace: "shop", metricName: "AuthFailures" }, "metricName")],
      [check, mathAlarm("check", "AWS/SQS", "n", { n: "NumberOfMessagesSent" }, {})],
    ],
  },
});

type Finding = Omit<StackFinding, "node">;

const unread: Finding = { says: "what it watches is not known before deploy", notProven: true };

function wrong(stack: StackView, { namespace, name, dimension }: Metric): readonly Finding[] {
  if (typeof namespace !== "string") return [unread];
  const about = awsMetrics[namespace]?.about ?? [];
  const dimensions = about.flatMap((key) => {
    const value = dimension(key);
    return typeof value === "string" ? [[key, value] as const] : [];
  });
  return unfilled(stack, { namespace, name, dimensions: Object.fromEntries(dimensions) });
}
