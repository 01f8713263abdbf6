import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";

/** Which events are meant, in EventBridge's own words. Known values only. */
export interface EventPattern {
  readonly source: readonly string[];
  readonly "detail-type": readonly string[];
  readonly detail: Readonly<
    Record<string, readonly unknown[] | Readonly<Record<string, readonly unknown[]>>>
  >;
}

export interface PageOnArgs {
  readonly topicArn: pulumi.Input<string>;
  /** What is wrong when it pages, as a sentence. */
  readonly description: string;
  readonly pattern: EventPattern;
  /**
   * Fields of the event that a person wants to read, by what to call them: `{ job: "$.detail.backupJobId" }`.
   * Ids and states only: EventBridge drops a message in which a field's free text breaks the quotes.
   */
  readonly shows: Readonly<Record<string, string>>;
  /** The chapter of the runbook. */
  readonly runbook: string;
}

/** Pages when AWS tells of an event; `name` with the prefix is the rule's name. */
export function pageOn(name: string, place: Place, args: PageOnArgs, parent: pulumi.Resource): void {
  const rule = new aws.cloudwatch.EventRule(
    `${name}-rule`,
    {
      name: `${place.prefix}-${name}`,
      description: args.description,
      eventPattern: JSON.stringify(args.pattern),
      state: "ENABLED",
    },
    { parent },
  );
  new aws.cloudwatch.EventTarget(
    `${name}-page`,
    {
      rule: rule.name,
      targetId: "oncall",
      arn: args.topicArn,
      inputTransformer: readable(args),
    },
    { parent },
  );
}

/** Text instead of an event's JSON: one quoted string a line ("Input transformation", EventBridge guide). */
function readable({ description, shows, runbook }: PageOnArgs) {
  const lines = [
    `${description}. ${runbook}`,
    ...Object.keys(shows).map((key) => `${key}: <${key}>`),
    "at <time> in account <account>",
  ];
  return {
    inputPaths: { ...shows, time: "$.time", account: "$.account" },
    inputTemplate: lines.map((line) => JSON.stringify(line)).join("\n"),
  };
}
