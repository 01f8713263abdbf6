import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document, trust } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";
import { type EventPattern, pageOn } from "./events.ts";

export interface FarAlarmsArgs {
  readonly place: Place;
  /** The region in which the alarms are. */
  readonly from: string;
  /** What their names begin with, after the stack's prefix. */
  readonly about: string;
  readonly topicArn: pulumi.Input<string>;
  readonly runbook: string;
}

/**
 * Pages for alarms of another region. CloudWatch tells topics of its own region alone, and a second topic there would
 * have to be confirmed by everybody a second time; so the alarm's event goes to the stack's region and pages from there
 * ("Sending and receiving events between AWS Regions", EventBridge guide).
 */
export class FarAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: FarAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:watch:FarAlarms", name, {}, opts);
    const own = { parent: this };
    const { place, from, about, topicArn, runbook } = args;
    const there = { ...place, region: from };
    const called = `${place.prefix}-${name}-home`;
    const pattern: EventPattern = {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: {
        alarmName: [{ prefix: `${place.prefix}-${about}-` }],
        // One that only had no numbers yet was never red: a first deployment is no news.
        $or: [
          { state: { value: ["ALARM"] } },
          { state: { value: ["OK"] }, previousState: { value: ["ALARM"] } },
        ],
      },
    };

    const rule = new aws.cloudwatch.EventRule(
      `${name}-home-rule`,
      {
        region: from,
        name: called,
        description: `Alarms of ${about}, to where the stack is`,
        eventPattern: JSON.stringify(pattern),
        state: "ENABLED",
      },
      own,
    );
    const bus = arnOf(place, "events", "event-bus/default");
    const carrier = role(
      `${name}-home-role`,
      place,
      {
        name: called,
        description: `Carries alarms of ${about} to where the stack is`,
        trust: trust(place, "events.amazonaws.com", arnOf(there, "events", `rule/${called}`)),
      },
      this,
    );
    const rights = new aws.iam.RolePolicy(
      `${name}-home-rights`,
      {
        role: carrier.name,
        name: called,
        policy: document({ Sid: "Carry", Effect: "Allow", Action: "events:PutEvents", Resource: bus }),
      },
      own,
    );
    new aws.cloudwatch.EventTarget(
      `${name}-home-target`,
      { region: from, rule: rule.name, targetId: "home", arn: bus, roleArn: carrier.arn },
      { parent: this, dependsOn: [rights] },
    );
    pageOn(
      name,
      place,
      {
        topicArn,
        runbook,
        description: `An alarm of ${about} changed`,
        pattern,
        shows: { alarm: "$.detail.alarmName", state: "$.detail.state.value" },
      },
      this,
    );
    this.registerOutputs({});
  }
}
