import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document, type Statement, trust } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";
import { type LogSettings, logGroup } from "../watch/log-group.ts";
import type { Lambda } from "./lambda.ts";
import { stateMachine } from "./state-machine.ts";

export interface ProcedureArgs {
  readonly place: Place;
  /** Its last word in AWS: `<prefix>-<id>`. */
  readonly id: string;
  readonly description: string;
  readonly step: Lambda;
  /** Longest that it may take altogether; then it has failed. */
  readonly timeoutMinutes: number;
  /** Begins with each event that matches. Known values only. */
  readonly startsOn: { readonly description: string; readonly pattern: Readonly<Record<string, unknown>> };
  readonly logs: LogSettings;
}

/** Something that takes longer than a function may run: begun by an event, taken step by step, failed when it does not end. */
export class Procedure extends pulumi.ComponentResource {
  readonly name: string;
  readonly arn: string;
  readonly stateMachineArn: pulumi.Output<string>;
  readonly ruleName: pulumi.Output<string>;

  constructor(name: string, args: ProcedureArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:run:Procedure", name, {}, opts);
    const own = { parent: this };
    const { place, id, description, step, startsOn } = args;
    this.name = `${place.prefix}-${id}`;
    this.arn = arnOf(place, "states", `stateMachine:${this.name}`);

    // Below this name AWS's services may deliver logs without a policy for each group ("Log delivery", CloudWatch Logs guide).
    const log = logGroup(`${name}-log`, `/aws/vendedlogs/states/${this.name}`, args.logs, this);
    const allowed = (part: string, what: string, by: string, ...statements: readonly Statement[]) => {
      const made = role(
        `${name}-${part}-role`,
        place,
        { name: `${this.name}-${part}`, description: what, trust: by },
        this,
      );
      const policy = new aws.iam.RolePolicy(
        `${name}-${part}-policy`,
        { name: part, role: made.name, policy: document(...statements) },
        own,
      );
      return { arn: made.arn, policy };
    };

    const runs = allowed(
      "procedure",
      `What ${this.name} may do`,
      trust(place, "states.amazonaws.com", arnOf(place, "states", "stateMachine:*")),
      { Sid: "Step", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: step.arn },
      logDelivery,
    );
    const machine = new aws.sfn.StateMachine(
      `${name}-machine`,
      {
        name: this.name,
        type: "STANDARD",
        roleArn: runs.arn,
        definition: JSON.stringify(
          stateMachine({
            description,
            partition: place.partition,
            functionArn: step.arn,
            timeoutSeconds: args.timeoutMinutes * 60,
          }),
        ),
        // What steps say to each other stays out of the log: it is nobody's but theirs.
        loggingConfiguration: {
          level: "ERROR",
          includeExecutionData: false,
          logDestination: pulumi.interpolate`${log.arn}:*`,
        },
      },
      { parent: this, dependsOn: [runs.policy, step] },
    );

    const rule = new aws.cloudwatch.EventRule(
      `${name}-rule`,
      {
        name: this.name,
        description: startsOn.description,
        eventPattern: JSON.stringify(startsOn.pattern),
        state: "ENABLED",
      },
      own,
    );
    const starts = allowed(
      "start",
      `What starts ${this.name}`,
      trust(place, "events.amazonaws.com", arnOf(place, "events", `rule/${this.name}`)),
      { Sid: "Start", Effect: "Allow", Action: "states:StartExecution", Resource: this.arn },
    );
    new aws.cloudwatch.EventTarget(
      `${name}-target`,
      {
        rule: rule.name,
        arn: machine.arn,
        roleArn: starts.arn,
        retryPolicy: { maximumRetryAttempts: 20, maximumEventAgeInSeconds: 3600 },
      },
      { parent: this, dependsOn: [starts.policy] },
    );

    this.stateMachineArn = machine.arn;
    this.ruleName = rule.name;
    this.registerOutputs({ name: this.name, arn: this.arn });
  }
}

/** Log delivery belongs to no resource, so IAM wants `*` for it ("Using CloudWatch Logs to log execution history"). */
const logDelivery: Statement = {
  Sid: "DeliverLog",
  Effect: "Allow",
  Action: [
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
  ],
  Resource: "*",
};
