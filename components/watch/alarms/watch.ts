import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

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

/** One condition that pages, before it has a name and a topic. */
export interface Watch extends Condition {
  /** With the area it names the chapter of the runbook: alarms of one kind have the same cure. */
  readonly kind: string;
  /** What is wrong when it pages, as a sentence. */
  readonly says: string;
  readonly threshold: number;
  readonly comparisonOperator: "GreaterThanThreshold" | "LessThanThreshold";
  readonly evaluationPeriods: number;
  /** What silence means: decided for each, for CloudWatch's own choice ("missing") pages nobody. */
  readonly treatMissingData: "breaching" | "notBreaching" | "ignore";
}

export type Dimensions = Readonly<Record<string, pulumi.Input<string>>>;

/** One term of an expression: a metric summed (or averaged) over a minute. */
export const term = (
  id: string,
  namespace: string,
  metricName: string,
  dimensions: Dimensions,
  stat: "Sum" | "Average" | "Maximum" = "Sum",
): aws.types.input.cloudwatch.MetricAlarmMetricQuery => ({
  id,
  returnData: false,
  metric: { namespace, metricName, dimensions, period: 60, stat },
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
