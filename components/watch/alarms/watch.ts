import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Severity } from "../../../config/severities.ts";

type Condition = Pick<
  aws.cloudwatch.MetricAlarmArgs,
  | "namespace"
  | "metricName"
  | "dimensions"
  | "statistic"
  | "extendedStatistic"
  | "evaluateLowSampleCountPercentiles"
  | "metricQueries"
  | "period"
  | "datapointsToAlarm"
>;

/** One condition that somebody is told of, before it has a name and a topic. */
export interface Watch extends Condition {
  /** With the area it names the chapter of the runbook: alarms of one kind have the same cure. */
  readonly kind: string;
  /** What is wrong when it pages, as a sentence. */
  readonly says: string;
  readonly threshold: number;
  readonly comparisonOperator: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly evaluationPeriods: number;
  /** What silence means: decided for each, for CloudWatch's own choice ("missing") pages nobody. */
  readonly treatMissingData: "breaching" | "notBreaching" | "ignore";
  /** A page where it says nothing. */
  readonly severity?: Severity;
  /** Where its numbers are, if not where the stack is: then nobody is told but by an event (`FarAlarms`). */
  readonly region?: string;
  /** What is felt of something, whatever the cause: one composite alarm pages for all symptoms of one thing. */
  readonly symptom?: true;
}

export type Dimensions = Readonly<Record<string, pulumi.Input<string>>>;

/** One term of an expression: a metric summed (or averaged) over a minute, or another period. */
export const term = (
  id: string,
  namespace: string,
  metricName: string,
  dimensions: Dimensions,
  stat: "Sum" | "Average" | "Maximum" = "Sum",
  period = 60,
): aws.types.input.cloudwatch.MetricAlarmMetricQuery => ({
  id,
  returnData: false,
  metric: { namespace, metricName, dimensions, period, stat },
});

/** The expression that is compared with the threshold. */
export const result = (
  expression: string,
  label: string,
): aws.types.input.cloudwatch.MetricAlarmMetricQuery => ({
  id: "result",
  expression,
  label,
  returnData: true,
});
