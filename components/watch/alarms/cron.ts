import type * as pulumi from "@pulumi/pulumi";
import { result, type Watch } from "./watch.ts";

export interface WatchedCron {
  /** The queue of starts that AWS could not make. */
  readonly deadLettersName: pulumi.Input<string>;
  /** The rule that is invoked once for each run that ended well. */
  readonly doneRuleName: pulumi.Input<string>;
}

const hour = 3600;

/** Whether a task that should run again and again does. A run that fails pages by its own event. */
export const cronWatches = (
  { deadLettersName, doneRuleName }: WatchedCron,
  missedAfterHours: number,
): readonly Watch[] => [
  {
    kind: "dead-letters",
    says: "a run could not be started, however often that was tried",
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: deadLettersName },
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    period: 60,
    evaluationPeriods: 1,
    // SQS falls silent six hours after a queue was last used, whatever is in it: it stays as it is until somebody looked.
    treatMissingData: "ignore",
  },
  {
    kind: "missed",
    says: `no run ended well for ${missedAfterHours} hours`,
    metricQueries: [
      {
        id: "done",
        returnData: false,
        metric: {
          namespace: "AWS/Events",
          metricName: "Invocations",
          dimensions: { RuleName: doneRuleName },
          // CloudWatch looks back seven days at most, and one day where the period is under an hour ("PutMetricAlarm").
          period: hour,
          stat: "Sum",
        },
      },
      // Hours without a run have no number, and CloudWatch would look for older ones instead ("Configuring how alarms treat missing data").
      result("FILL(done, 0)", "runs that ended well"),
    ],
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    evaluationPeriods: missedAfterHours,
    treatMissingData: "breaching",
  },
];
