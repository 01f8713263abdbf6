import type { Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";

/** Who may page: each service of AWS under the conditions that its own guide names. */
export const pagePublishers = (place: Place, topicArn: string): readonly Statement[] => [
  alarms(place, topicArn),
  events(topicArn),
  // "Granting permissions to publish notifications to an Amazon SNS topic", RDS guide.
  ofSource("DatabaseEvents", "events.rds.amazonaws.com", arnOf(place, "rds", "*"), place, topicArn),
  notInTheClear(topicArn),
];

/** Who may open a ticket. */
export const ticketPublishers = (place: Place, topicArn: string): readonly Statement[] => [
  alarms(place, topicArn),
  events(topicArn),
  // "Creating an Amazon SNS topic for budget notifications", Cost Management guide.
  ofSource("Budgets", "budgets.amazonaws.com", arnOf(place, "budgets", "*", "global"), place, topicArn),
  notInTheClear(topicArn),
];

const ofSource = (Sid: string, Service: string, from: string, place: Place, topicArn: string): Statement => ({
  Sid,
  Effect: "Allow",
  Principal: { Service },
  Action: "sns:Publish",
  Resource: topicArn,
  Condition: { StringEquals: { "aws:SourceAccount": place.account }, ArnLike: { "aws:SourceArn": from } },
});

const alarms = (place: Place, topicArn: string): Statement => ({
  Sid: "Alarms",
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource: topicArn,
  Condition: { StringEquals: { "aws:SourceAccount": place.account } },
});

/**
 * Without a condition on purpose: EventBridge tells SNS nothing of the rule, and a page that a condition
 * drops is dropped in silence ("Amazon SNS permissions", EventBridge guide).
 */
const events = (topicArn: string): Statement => ({
  Sid: "Events",
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sns:Publish",
  Resource: topicArn,
});

const notInTheClear = (topicArn: string): Statement => ({
  Sid: "NotInTheClear",
  Effect: "Deny",
  Principal: "*",
  Action: "sns:Publish",
  Resource: topicArn,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
