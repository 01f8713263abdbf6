import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { endedWell } from "./cron-events.ts";
import { fromRule } from "./cron-policy.ts";
import { queue } from "./queue.ts";

/** Counts the runs of a task that ended well, as invocations of a rule (`AWS/Events`), so that their absence can be noticed. */
export function countRuns(
  name: string,
  place: Place,
  keyArn: pulumi.Input<string>,
  parent: pulumi.Resource,
): aws.cloudwatch.EventRule {
  const done = `${place.prefix}-${name}-done`;
  const rule = new aws.cloudwatch.EventRule(
    `${name}-done-rule`,
    {
      name: done,
      description: `A run of ${place.prefix}-${name} ended well`,
      eventPattern: JSON.stringify(endedWell(place, name)),
      state: "ENABLED",
    },
    { parent },
  );
  // A rule is invoked through a target, so there must be one. Nobody reads this queue, and it forgets within a minute.
  const counted = queue(
    `${name}-done`,
    place,
    { name: done, keyArn, keepSeconds: 60, sending: fromRule(place, done, done) },
    parent,
  );
  new aws.cloudwatch.EventTarget(
    `${name}-done-count`,
    { rule: rule.name, targetId: "count", arn: counted.arn, input: JSON.stringify("a run ended well") },
    { parent },
  );
  return rule;
}
