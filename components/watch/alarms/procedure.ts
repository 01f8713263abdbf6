import type * as pulumi from "@pulumi/pulumi";
import { result, term, type Watch } from "./watch.ts";

export interface WatchedProcedure {
  readonly stateMachineArn: pulumi.Input<string>;
  /** The rule that begins it. */
  readonly ruleName: pulumi.Input<string>;
}

/** Whether a procedure that was begun reached its end, and one that should begin did. */
export function procedureWatches({ stateMachineArn, ruleName }: WatchedProcedure): readonly Watch[] {
  const dimensions = { StateMachineArn: stateMachineArn };
  const once = {
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching", // most minutes begin none
  } as const;
  return [
    {
      kind: "failed",
      says: "an execution failed, was stopped, or took longer than it may",
      metricQueries: [
        term("failed", "AWS/States", "ExecutionsFailed", dimensions),
        term("late", "AWS/States", "ExecutionsTimedOut", dimensions),
        term("stopped", "AWS/States", "ExecutionsAborted", dimensions),
        result("FILL(failed, 0) + FILL(late, 0) + FILL(stopped, 0)", "executions without a good end"),
      ],
      ...once,
    },
    {
      kind: "not-begun",
      says: "an event that should have begun it could not be delivered",
      namespace: "AWS/Events",
      metricName: "FailedInvocations",
      dimensions: { RuleName: ruleName },
      statistic: "Sum",
      period: 60,
      ...once,
    },
  ];
}
