import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { document } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { type LogSettings, logGroup } from "../watch/log-group.ts";

export interface EmailEventsArgs {
  readonly place: Place;
  readonly set: aws.sesv2.ConfigurationSet;
  readonly logs: LogSettings;
}

/** How SES calls the set in the tags of each message and in metrics ("How event publishing works", SES guide). */
export const setTag = "ses:configuration-set";

const counted = ["SEND", "DELIVERY", "BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE"];
const written = ["BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE", "DELIVERY_DELAY"];

/**
 * What became of mail: numbers by configuration set, on which alarms look, and each message that did not arrive as a line
 * of a log. One bounce wakes nobody, but whoever is asked why somebody got no mail finds it there.
 */
export function emailEvents(name: string, args: EmailEventsArgs, parent: pulumi.Resource): void {
  const { place, set } = args;
  const destination = (
    id: string,
    eventDestination: aws.types.input.sesv2.ConfigurationSetEventDestinationEventDestination,
  ): void => {
    new aws.sesv2.ConfigurationSetEventDestination(
      `${name}-${id}`,
      { configurationSetName: set.configurationSetName, eventDestinationName: id, eventDestination },
      { parent },
    );
  };
  destination("metrics", {
    enabled: true,
    matchingEventTypes: counted,
    cloudWatchDestination: {
      dimensionConfigurations: [
        {
          dimensionName: setTag,
          dimensionValueSource: "MESSAGE_TAG",
          defaultDimensionValue: place.prefix,
        },
      ],
    },
  });
  destination("events", {
    enabled: true,
    matchingEventTypes: written,
    // SES writes to no other bus than this one.
    eventBridgeDestination: { eventBusArn: arnOf(place, "events", "event-bus/default") },
  });
  intoLog(name, args, parent);
}

function intoLog(name: string, { place, logs }: EmailEventsArgs, parent: pulumi.Resource): void {
  const own = { parent };
  const logGroupName = `/${place.prefix}/events/email`;
  const ruleName = `${place.prefix}-email`;
  const log = logGroup(`${name}-log`, logGroupName, logs, parent);
  const rule = new aws.cloudwatch.EventRule(
    `${name}-rule`,
    {
      name: ruleName,
      description: "Mail that did not arrive, or about which its reader complained",
      eventPattern: JSON.stringify({
        source: ["aws.ses"],
        detail: { mail: { tags: { [setTag]: [place.prefix] } } },
      }),
      state: "ENABLED",
    },
    own,
  );
  const permission = new aws.cloudwatch.LogResourcePolicy(
    `${name}-log-policy`,
    { policyName: ruleName, policyDocument: eventsMayWrite(place, logGroupName, ruleName) },
    own,
  );
  new aws.cloudwatch.EventTarget(
    `${name}-log-target`,
    { rule: rule.name, targetId: "log", arn: log.arn },
    { parent, dependsOn: [permission] },
  );
}

/** "CloudWatch Logs permissions", EventBridge guide: two services deliver; a stream is begun for no rule in particular. */
function eventsMayWrite(place: Place, logGroupName: string, ruleName: string): string {
  const principal = { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] };
  const streams = arnOf(place, "logs", `log-group:${logGroupName}:*`);
  return document(
    {
      Sid: "Begin",
      Effect: "Allow",
      Principal: principal,
      Action: "logs:CreateLogStream",
      Resource: streams,
    },
    {
      Sid: "Write",
      Effect: "Allow",
      Principal: principal,
      Action: "logs:PutLogEvents",
      Resource: `${streams}:*`,
      Condition: { ArnEquals: { "aws:SourceArn": arnOf(place, "events", `rule/${ruleName}`) } },
    },
  );
}
