import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import { result, term, type Watch } from "./watch.ts";

const namespace = "AWS/ApplicationELB";

export interface Routed {
  readonly balancer: pulumi.Input<string>;
  readonly targetGroup: pulumi.Input<string>;
}

/** What users feel of one group of a service's tasks: too slow (K07), failing (K08). */
export function servedWatches({ balancer, targetGroup }: Routed, slo: Config["slo"]): readonly Watch[] {
  const dimensions = { LoadBalancer: balancer, TargetGroup: targetGroup };
  return [
    {
      kind: "slow-answers",
      says: `95 % of answers take longer than ${slo.p95Ms} ms, for ${slo.p95Minutes} minutes`,
      namespace,
      metricName: "TargetResponseTime",
      dimensions,
      extendedStatistic: "p95",
      evaluateLowSampleCountPercentiles: "ignore",
      comparisonOperator: "GreaterThanThreshold",
      threshold: slo.p95Ms / 1000,
      period: 60,
      evaluationPeriods: slo.p95Minutes,
      treatMissingData: "notBreaching", // no requests, none slow
      symptom: true,
    },
    {
      kind: "failing-answers",
      says: `more than ${slo.errorPercent} % of answers are 5xx, for ${slo.errorMinutes} minutes`,
      metricQueries: [
        term("failed", namespace, "HTTPCode_Target_5XX_Count", dimensions),
        term("asked", namespace, "RequestCount", dimensions),
        result("IF(asked > 0, 100 * FILL(failed, 0) / asked, 0)", "5xx in percent of requests"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: slo.errorPercent,
      evaluationPeriods: slo.errorMinutes,
      treatMissingData: "notBreaching",
      symptom: true,
    },
  ];
}

/** What success means over a day (K23): nobody has to be woken for it. */
export const dayWatches = ({ balancer, targetGroup }: Routed, slo: Config["slo"]): readonly Watch[] => [
  {
    kind: "slow-day",
    says: `1 % of a day's answers take longer than ${slo.p99Ms} ms`,
    namespace,
    metricName: "TargetResponseTime",
    dimensions: { LoadBalancer: balancer, TargetGroup: targetGroup },
    extendedStatistic: "p99",
    evaluateLowSampleCountPercentiles: "ignore",
    comparisonOperator: "GreaterThanThreshold",
    threshold: slo.p99Ms / 1000,
    period: 86_400,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
    severity: "ticket",
  },
];

/**
 * What undoes a deployment: the same numbers, sooner. At a twentieth of the traffic a broken release moves the whole
 * service's share of failures by a twentieth, so each group is looked at by itself (K05).
 */
export function releaseWatches({ balancer, targetGroup }: Routed, slo: Config["slo"]): readonly Watch[] {
  const dimensions = { LoadBalancer: balancer, TargetGroup: targetGroup };
  return [
    {
      kind: "deploy-slow-answers",
      says: `95 % of answers take longer than ${slo.p95Ms} ms, for 2 minutes: a deployment under way is undone`,
      namespace,
      metricName: "TargetResponseTime",
      dimensions,
      extendedStatistic: "p95",
      evaluateLowSampleCountPercentiles: "ignore",
      comparisonOperator: "GreaterThanThreshold",
      threshold: slo.p95Ms / 1000,
      period: 60,
      evaluationPeriods: 2,
      treatMissingData: "notBreaching",
    },
    {
      kind: "deploy-failing-answers",
      says: `more than ${slo.errorPercent} % of answers in a minute are 5xx, more than one: a deployment under way is undone`,
      metricQueries: [
        term("failed", namespace, "HTTPCode_Target_5XX_Count", dimensions),
        term("asked", namespace, "RequestCount", dimensions),
        result("IF(FILL(failed, 0) > 1, 100 * FILL(failed, 0) / asked, 0)", "5xx in percent of requests"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: slo.errorPercent,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
    },
  ];
}

/** Whether a service can serve at all, by whichever group (P14): these go off in a deployment too, so they never undo one. */
export function healthWatches({ blue, green }: Readonly<Record<"blue" | "green", Routed>>): readonly Watch[] {
  const both = (metricName: string, label: string) => [
    ...Object.entries({ blue, green }).map(([colour, { balancer, targetGroup }]) =>
      term(colour, namespace, metricName, { LoadBalancer: balancer, TargetGroup: targetGroup }, "Maximum"),
    ),
    result("FILL(blue, 0) + FILL(green, 0)", label),
  ];
  return [
    {
      kind: "unhealthy-tasks",
      says: "a task does not pass its health check, for 5 minutes",
      metricQueries: both("UnHealthyHostCount", "unhealthy tasks"),
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 5,
      treatMissingData: "notBreaching", // no task at all is the next alarm's concern
      symptom: true,
    },
    {
      kind: "down",
      says: "no task passes its health check, for 2 minutes: the service is down",
      metricQueries: both("HealthyHostCount", "healthy tasks"),
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 2,
      treatMissingData: "breaching",
      symptom: true,
    },
  ];
}

/** Failures that the balancer answers itself, for want of a healthy task: no service's own count has them (K08). */
export const balancerWatches = (balancer: pulumi.Input<string>, slo: Config["slo"]): readonly Watch[] => [
  {
    kind: "failing-answers",
    says: `the balancer itself answers more than ${slo.errorPercent} % of requests with 5xx, for ${slo.errorMinutes} minutes`,
    metricQueries: [
      term("failed", namespace, "HTTPCode_ELB_5XX_Count", { LoadBalancer: balancer }),
      term("asked", namespace, "RequestCount", { LoadBalancer: balancer }),
      result(
        "IF(FILL(failed, 0) > 0, 100 * failed / (failed + FILL(asked, 0)), 0)",
        "5xx of the balancer in percent of requests",
      ),
    ],
    comparisonOperator: "GreaterThanThreshold",
    threshold: slo.errorPercent,
    evaluationPeriods: slo.errorMinutes,
    treatMissingData: "notBreaching",
  },
];
