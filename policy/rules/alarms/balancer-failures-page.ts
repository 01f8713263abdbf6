import { mathAlarm } from "../../alarms/alarm-examples.ts";
import { trial, unwatched } from "../../alarms/alarm-watch.ts";
import { card } from "../../alarms/card.ts";
import { loadBalancers } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const { share, within } = card.errors;
const namespace = "AWS/ApplicationELB";
const balancer = { type: loadBalancers[0], name: "balancer" } as const;
const metrics = { e: "HTTPCode_ELB_5XX_Count", r: "RequestCount" };
const ratio = (expression: string, rest: object) =>
  mathAlarm("balancer", namespace, expression, metrics, { ...rest });
const sound = "IF(FILL(e, 0) > 0, 100 * e / (e + FILL(r, 0)), 0)";

const asked = 100_000;
/** Enough errors to be too many, whether the requests that reached no task are counted among all or not. */
const errors = Math.ceil((asked * share) / (1 - share)) + 1;
const values = (requests: number, failed: number) => ({
  RequestCount: requests,
  HTTPCode_ELB_5XX_Count: failed,
  HTTPCode_Target_5XX_Count: 0,
});

export const balancerFailuresPage = stackRule({
  id: "balancer-failures-page",
  title: "Someone is paged when the balancer itself answers with errors",
  requirements: ["K08", "P14"],
  judges: loadBalancers,
  why: "When no task takes a request the balancer answers 503 itself, and no target group counts it.",
  fix: `Add a MetricAlarm whose metricQueries divide HTTPCode_ELB_5XX_Count by the requests, above ${share * 100} % for ${within / 60} minutes at most, and that goes off too when no request reaches a task.`,
  findings: (stack) =>
    unwatched(stack, {
      targets: stack
        .all(...loadBalancers)
        .filter((node) => (node.known("loadBalancerType") ?? "application") === "application"),
      namespace,
      metrics: ["HTTPCode_ELB_5XX_Count"],
      statistic: /^(?:Sum|SampleCount)$/,
      lacks: "no alarm on its HTTPCode_ELB_5XX_Count",
      wrong: (found) => [
        ...trial(found, {
          breach: values(asked, errors),
          calm: values(asked, 0),
          within,
          breachIs: `more than ${share * 100} % of requests end in the balancer`,
        }),
        ...(found.rings(values(0, asked)) === true ? [] : ["does not go off when no request reaches a task"]),
      ],
    }),
  examples: {
    pass: [
      [balancer, ratio(sound, { threshold: 0.5 })],
      [balancer, ratio("e / (e + r)", { threshold: 0.005 })],
    ],
    fail: [
      [balancer],
      [balancer, ratio("100 * e / r", { threshold: 0.5 })],
      [balancer, ratio(sound, { threshold: 5 })],
      [balancer, ratio(sound, { threshold: 0.5, evaluationPeriods: 5 })],
      [balancer, ratio(sound, { threshold: 0.5, comparisonOperator: "LessThanThreshold" })],
    ],
  },
});
