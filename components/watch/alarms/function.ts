import type * as pulumi from "@pulumi/pulumi";
import type { Watch } from "./watch.ts";

/** Whether a function's runs end well, and begin at all. */
export function functionWatches(functionName: pulumi.Input<string>): readonly Watch[] {
  const counted = {
    namespace: "AWS/Lambda",
    dimensions: { FunctionName: functionName },
    statistic: "Sum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    period: 60,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching", // a minute without a run has no failed run
  } as const;
  return [
    { kind: "errors", says: "a run ended with an error", metricName: "Errors", ...counted },
    {
      kind: "throttles",
      says: "a run could not begin: too many run at the same time in this account",
      metricName: "Throttles",
      ...counted,
    },
  ];
}
