import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import { document } from "../document.ts";
import { arnOf, type Place } from "../place.ts";

export interface OnCallArgs {
  readonly place: Place;
  readonly settings: Config["oncall"];
  readonly keyArn: pulumi.Input<string>;
}

/** The topic on which every alarm pages, and the routes from it to people (G15). */
export class OnCall extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, { place, settings, keyArn }: OnCallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:people:OnCall", name, {}, opts);
    const own = { parent: this };
    const topicName = `${place.prefix}-oncall`;

    // A key of our own: CloudWatch cannot publish through the key that AWS keeps for SNS.
    const topic = new aws.sns.Topic(
      `${name}-topic`,
      { name: topicName, kmsMasterKeyId: keyArn, signatureVersion: 2 },
      own,
    );
    const policy = new aws.sns.TopicPolicy(
      `${name}-policy`,
      { arn: topic.arn, policy: publishers(place, arnOf(place, "sns", topicName)) },
      own,
    );
    for (const [at, route] of settings.routes.entries())
      new aws.sns.TopicSubscription(
        `${name}-route-${at + 1}`,
        {
          topic: topic.arn,
          ...(route.kind === "https"
            ? {
                protocol: "https",
                endpoint: route.url,
                endpointAutoConfirms: true,
                deliveryPolicy: persistent,
              }
            : { protocol: "email", endpoint: route.address }),
        },
        own,
      );

    // Whoever pages waits until paging is allowed.
    this.topicArn = pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

/** SNS gives an https endpoint up after about a minute; a page is worth an hour. */
const persistent = JSON.stringify({
  healthyRetryPolicy: {
    minDelayTarget: 5,
    maxDelayTarget: 120,
    numRetries: 40,
    numNoDelayRetries: 2,
    backoffFunction: "exponential",
  },
});

/** Replaces the policy that SNS gives a new topic, which would let the whole account publish. */
const publishers = (place: Place, topicArn: string): string =>
  document(
    {
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { StringEquals: { "aws:SourceAccount": place.account } },
    },
    {
      // Without a condition on purpose: EventBridge tells SNS nothing of the rule, and a page that a condition
      // drops is dropped in silence ("Amazon SNS permissions", EventBridge guide).
      Sid: "Events",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
    },
    {
      // "Granting permissions to publish notifications to an Amazon SNS topic", RDS guide.
      Sid: "DatabaseEvents",
      Effect: "Allow",
      Principal: { Service: "events.rds.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: {
        StringEquals: { "aws:SourceAccount": place.account },
        ArnLike: { "aws:SourceArn": arnOf(place, "rds", "*") },
      },
    },
    {
      Sid: "NotInTheClear",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
