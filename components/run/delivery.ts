import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";

export interface DeliveryArgs {
  readonly place: Place;
  /** The functions that deployments wait for, by ARNs known before they exist. */
  readonly hooks: readonly string[];
}

/** What ECS itself may do while it deploys: shift traffic between target groups, and ask the hooks. */
export class Delivery extends pulumi.ComponentResource {
  /** Each comes with its rights: ECS tries them as soon as a service names the role. */
  readonly shiftRoleArn: pulumi.Output<string>;
  readonly hookRoleArn: pulumi.Output<string>;

  constructor(name: string, { place, hooks }: DeliveryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:run:Delivery", name, {}, opts);
    const own = { parent: this };
    const ecs = trust(place);

    const shifts = role(
      `${name}-shift-role`,
      place,
      {
        name: `${place.prefix}-shift`,
        description: "How ECS moves traffic between target groups",
        trust: ecs,
      },
      this,
    );
    // AWS's own policy: what ECS needs here has grown before, and it names nothing but target groups, listeners and rules.
    const policy = new aws.iam.RolePolicyAttachment(
      `${name}-shift-policy`,
      {
        role: shifts.name,
        policyArn: `arn:${place.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers`,
      },
      own,
    );
    const asks = role(
      `${name}-hook-role`,
      place,
      { name: `${place.prefix}-hooks`, description: "How ECS asks what a deployment waits for", trust: ecs },
      this,
    );
    const permission = new aws.iam.RolePolicy(
      `${name}-hook-policy`,
      {
        name: "ask",
        role: asks.name,
        policy: document({
          Sid: "AskHooks",
          Effect: "Allow",
          Action: "lambda:InvokeFunction",
          Resource: hooks.flatMap((arn) => [arn, `${arn}:*`]), // and its versions ("Permissions required for Lambda functions in Amazon ECS blue/green deployments")
        }),
      },
      own,
    );

    this.shiftRoleArn = pulumi.all([shifts.arn, policy.id]).apply(([arn]) => arn);
    this.hookRoleArn = pulumi.all([asks.arn, permission.id]).apply(([arn]) => arn);
    this.registerOutputs({});
  }
}

/**
 * ECS gives neither key in what it documents of these roles ("Amazon ECS infrastructure IAM role"): were one demanded, no
 * deployment would begin. Where it gives them, they must be ours; a stranger cannot hand our role to ECS in any case, for
 * roles are passed inside their account alone.
 */
const trust = (place: Place): string =>
  document({
    Sid: "OnlyForUs",
    Effect: "Allow",
    Principal: { Service: "ecs.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEqualsIfExists: { "aws:SourceAccount": place.account },
      ArnLikeIfExists: { "aws:SourceArn": arnOf(place, "ecs", "*") },
    },
  });
