import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { Severity } from "../../config/severities.ts";
import type { OnCallRoute } from "../../config/shape/people.ts";
import { document, type Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { pagePublishers, ticketPublishers } from "./publishers.ts";
import { type SlackRoute, slackChannels } from "./slack.ts";

export interface OnCallArgs {
  readonly place: Place;
  readonly settings: Config["oncall"];
  readonly keyArn: pulumi.Input<string>;
}

/** Where alarms speak: a page wakes somebody, a ticket waits for the morning; and the routes from both to people (G15). */
export class OnCall extends pulumi.ComponentResource {
  /** Pages. */
  readonly topicArn: pulumi.Output<string>;
  readonly ticketTopicArn: pulumi.Output<string>;

  constructor(name: string, { place, settings, keyArn }: OnCallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:people:OnCall", name, {}, opts);
    const own = { parent: this };

    const topic = (
      id: string,
      topicName: string,
      severity: Severity,
      publishers: (place: Place, topicArn: string) => readonly Statement[],
    ): pulumi.Output<string> => {
      // A key of our own: CloudWatch cannot publish through the key that AWS keeps for SNS.
      const made = new aws.sns.Topic(
        `${id}-topic`,
        { name: topicName, kmsMasterKeyId: keyArn, signatureVersion: 2 },
        own,
      );
      // Replaces the policy that SNS gives a new topic, which would let the whole account publish.
      const policy = new aws.sns.TopicPolicy(
        `${id}-policy`,
        { arn: made.arn, policy: document(...publishers(place, arnOf(place, "sns", topicName))) },
        own,
      );
      for (const [at, route] of settings.routes.entries())
        if (route.kind !== "slack" && route.carries.includes(severity))
          new aws.sns.TopicSubscription(
            `${id}-route-${at + 1}`,
            { topic: made.arn, ...subscribed(route) },
            own,
          );
      // Whoever speaks waits until speaking is allowed.
      return pulumi.all([made.arn, policy.id]).apply(([arn]) => arn);
    };

    this.topicArn = topic(name, `${place.prefix}-oncall`, "page", pagePublishers);
    this.ticketTopicArn = topic(`${name}-tickets`, `${place.prefix}-tickets`, "ticket", ticketPublishers);

    const topics = { page: this.topicArn, ticket: this.ticketTopicArn };
    const channels = settings.routes.filter((route): route is SlackRoute => route.kind === "slack");
    slackChannels(`${name}-chat`, { place, channels, topics }, this);
    this.registerOutputs({ topicArn: this.topicArn, ticketTopicArn: this.ticketTopicArn });
  }
}

const subscribed = (route: Exclude<OnCallRoute, SlackRoute>) =>
  route.kind === "https"
    ? { protocol: "https", endpoint: route.url, endpointAutoConfirms: true, deliveryPolicy: persistent }
    : { protocol: "email", endpoint: route.address };

/**
 * SNS gives an https endpoint up after about a minute; a page is worth most of an hour, whatever the backoff between the
 * two delays. It takes no policy that could last longer than an hour ("Amazon SNS message delivery retries").
 */
const persistent = JSON.stringify({
  healthyRetryPolicy: {
    minDelayTarget: 5,
    maxDelayTarget: 120,
    numRetries: 36,
    numNoDelayRetries: 2,
    numMinDelayRetries: 5,
    numMaxDelayRetries: 26,
    backoffFunction: "exponential",
  },
});
