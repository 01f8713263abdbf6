/** What the service itself may fail with; a step's own mistakes are not among them ("Handle transient Lambda exceptions"). */
const transient = [
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
];

export interface Steps {
  readonly description: string;
  readonly partition: string;
  readonly functionArn: string;
  readonly timeoutSeconds: number;
}

/**
 * A function asked again and again until it is done, with what it answered last: its answers stand in
 * `functions/shared/procedure.ts`. One that throws, answers otherwise or takes too long ends the execution as failed.
 */
export const stateMachine = ({ description, partition, functionArn, timeoutSeconds }: Steps) => ({
  Comment: description,
  TimeoutSeconds: timeoutSeconds,
  StartAt: "Begin",
  States: {
    Begin: { Type: "Pass", Result: { state: null }, Next: "Step" },
    Step: {
      Type: "Task",
      Resource: `arn:${partition}:states:::lambda:invoke`,
      Parameters: {
        FunctionName: functionArn,
        Payload: {
          "input.$": "$$.Execution.Input",
          "state.$": "$.state",
          "startedAt.$": "$$.Execution.StartTime",
        },
      },
      OutputPath: "$.Payload",
      Retry: [
        {
          ErrorEquals: transient,
          IntervalSeconds: 2,
          MaxAttempts: 5,
          BackoffRate: 2,
          JitterStrategy: "FULL",
        },
      ],
      Next: "Answer",
    },
    Answer: {
      Type: "Choice",
      Choices: [
        { Variable: "$.status", StringEquals: "again", Next: "Wait" },
        { Variable: "$.status", StringEquals: "done", Next: "Done" },
      ],
      Default: "Misunderstood",
    },
    Wait: { Type: "Wait", SecondsPath: "$.after", Next: "Step" },
    Done: { Type: "Succeed" },
    Misunderstood: {
      Type: "Fail",
      Error: "UnknownAnswer",
      Cause: "The step answered neither again nor done",
    },
  },
});
