import type { Watch } from "./watch.ts";

const hour = 3600;

/** What the check of all secrets finds: empty ones, placeholders, values that nobody rotated in time (G11, W07). */
export const secretsWatches = (namespace: string): readonly Watch[] => [
  {
    kind: "not-ready",
    says: "a secret is empty, holds a placeholder, or is older than it may be",
    namespace,
    metricName: "NotReady",
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    period: 6 * hour,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching", // whether it was looked at all is the last alarm's concern
  },
  {
    kind: "age",
    severity: "ticket",
    says: "a secret has reached nine tenths of the age that it may have: rotate it before it is not ready",
    namespace,
    metricName: "OldestAgeShare",
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 90,
    period: 6 * hour,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
  },
  {
    kind: "unchecked",
    severity: "ticket",
    says: "no secret was looked at for a day",
    namespace,
    metricName: "NotReady",
    statistic: "SampleCount",
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    // CloudWatch looks back seven days at most, and one day where the period is under an hour ("PutMetricAlarm").
    period: 24 * hour,
    evaluationPeriods: 1,
    treatMissingData: "breaching",
  },
];
