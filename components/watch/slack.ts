import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Severity } from "../../config/severities.ts";
import type { OnCallRoute } from "../../config/shape/people.ts";
import { document, trust } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";

export type SlackRoute = Extract<OnCallRoute, { kind: "slack" }>;

export interface SlackArgs {
  readonly place: Place;
  readonly channels: readonly SlackRoute[];
  readonly topics: Readonly<Record<Severity, pulumi.Input<string>>>;
}

/** Alarms in Slack, with their graphs, and nothing else: what is typed in the channel commands nothing in the account. */
export function slackChannels(name: string, args: SlackArgs, parent: pulumi.Resource): void {
  const { place, channels, topics } = args;
  if (channels.length === 0) return;
  const reader = role(
    name,
    place,
    {
      name: `${place.prefix}-chat`,
      description: "Lets the chat show an alarm with its graph",
      trust: chatTrust(place),
    },
    parent,
  );
  new aws.iam.RolePolicy(
    `${name}-graphs`,
    {
      role: reader.name,
      policy: document({
        Sid: "ShowGraphs",
        Effect: "Allow",
        // Of alarms and numbers: CloudWatch ties neither action to a resource ("Actions defined by CloudWatch").
        Action: ["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData", "cloudwatch:GetMetricWidgetImage"],
        Resource: "*",
      }),
    },
    { parent },
  );
  for (const { workspace, channel, carries } of channels)
    new aws.chatbot.SlackChannelConfiguration(
      `${name}-${channel.toLowerCase()}`,
      {
        configurationName: `${place.prefix}-${channel}`,
        slackTeamId: workspace,
        slackChannelId: channel,
        iamRoleArn: reader.arn,
        snsTopicArns: carries.map((severity) => topics[severity]),
        // What is left out here is AdministratorAccess ("Channel guardrail policies", guide of Amazon Q Developer in chat).
        guardrailPolicyArns: [`arn:${place.partition}:iam::aws:policy/CloudWatchReadOnlyAccess`],
        userAuthorizationRequired: true,
        loggingLevel: "ERROR",
      },
      { parent },
    );
}

/** The service's ARNs have no region in some of its parts, and one in others. */
const chatTrust = (place: Place): string =>
  trust(place, "chatbot.amazonaws.com", arnOf({ ...place, region: "*" }, "chatbot", "*"));
