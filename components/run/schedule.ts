import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { document, trust } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";

export interface ScheduleArgs {
  readonly lambda: {
    readonly name: string;
    readonly arn: string;
    readonly functionArn: pulumi.Input<string>;
  };
  /** `rate(…)` or `cron(…)`, in UTC. */
  readonly expression: string;
  readonly description: string;
}

/** Invokes a function again and again. A run that could not begin within a minute is left out: the next one is coming. */
export function schedule(name: string, place: Place, args: ScheduleArgs, parent: pulumi.Resource): void {
  const { lambda, expression, description } = args;
  const own = { parent };
  const scheduler = role(
    `${name}-schedule-role`,
    place,
    {
      name: `${lambda.name}-schedule`,
      description: `What starts ${lambda.name}`,
      // The scheduler speaks for a group, never for one schedule ("Confused deputy prevention", Scheduler guide).
      trust: trust(place, "scheduler.amazonaws.com", arnOf(place, "scheduler", "schedule-group/default")),
    },
    parent,
  );
  const permission = new aws.iam.RolePolicy(
    `${name}-schedule-policy`,
    {
      name: "invoke",
      role: scheduler.name,
      policy: document({
        Sid: "Invoke",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: lambda.arn,
      }),
    },
    own,
  );
  // Lambda would try a failed run twice more, for up to six hours.
  const once = new aws.lambda.FunctionEventInvokeConfig(
    `${name}-schedule-tries`,
    { functionName: lambda.functionArn, maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    own,
  );
  new aws.scheduler.Schedule(
    `${name}-schedule`,
    {
      name: lambda.name,
      description,
      scheduleExpression: expression,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: lambda.functionArn,
        roleArn: scheduler.arn,
        // What it measures belongs to the minute that it was meant for, also when it begins late.
        input: JSON.stringify({ time: "<aws.scheduler.scheduled-time>" }),
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: 60 },
      },
    },
    { parent, dependsOn: [permission, once] },
  );
}
