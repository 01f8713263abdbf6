import { alarm } from "../../alarms/alarm-examples.ts";
import { count, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { lambda } from "../../reading/function-types.ts";
import { stackRule } from "../../rule.ts";

const within = 900;
const mailer = { type: lambda, name: "mailer", props: { name: "shop-mailer" } } as const;
const errors = { namespace: "AWS/Lambda", metricName: "Errors", threshold: 0, evaluationPeriods: 1 };

export const functionFailuresPage = stackRule({
  id: "function-failures-page",
  title: "Someone is paged when a function fails",
  requirements: ["C15", "G06"],
  judges: lambda,
  why: "Nobody waits for a function's answer: one that fails since March is found when what it should have done is needed.",
  fix: "Add a MetricAlarm on the function's Errors (AWS/Lambda) above 0, within 15 minutes.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(lambda),
      namespace: "AWS/Lambda",
      metrics: ["Errors"],
      statistic: count,
      lacks: "no alarm on its Errors",
      wrong: (found) =>
        trial(found, {
          breach: { Errors: 1, Invocations: 1, Throttles: 0 },
          calm: { Errors: 0, Invocations: 100, Throttles: 0 },
          within,
          breachIs: "a run fails",
        }),
    }),
  examples: {
    pass: [
      [mailer, alarm("mailer", errors)],
      [mailer, { ...alarm("mailer", { ...errors, dimensions: { FunctionName: "shop-mailer" } }), uses: {} }],
    ],
    fail: [
      [mailer],
      [mailer, alarm("mailer", { ...errors, threshold: 10 })],
      [mailer, alarm("mailer", { ...errors, period: 86_400 })],
      [mailer, alarm("mailer", { ...errors, statistic: "Average" })],
      [mailer, alarm("mailer", { ...errors, metricName: "Duration" })],
      [mailer, { ...alarm("mailer", { ...errors, dimensions: { FunctionName: "shop-other" } }), uses: {} }],
    ],
  },
});
