import { topic } from "../reading/aws-types.ts";
import { isOn, lets, patternOf } from "../reading/events.ts";
import { eventRule, eventTarget } from "../reading/function-types.ts";
import { perStack } from "../reading/per-stack.ts";
import { regionOf } from "../reading/regions.ts";
import type { Node, StackView } from "../view.ts";

const source = "aws.cloudwatch";
const kind = "CloudWatch Alarm State Change";
/** From which state to which: an alarm is red also when nothing was known before, and over when it was red. */
const changes = {
  alarmActions: [
    ["OK", "ALARM"],
    ["INSUFFICIENT_DATA", "ALARM"],
  ],
  okActions: [["ALARM", "OK"]],
} as const;

/** The rules that hear of alarms: in which region, of which, and to what they hand them on. */
const listening = perStack((stack) =>
  stack
    .all(eventRule)
    .filter(isOn)
    .flatMap((node) =>
      patternOf(node.known("eventPattern"))
        .filter((pattern) => lets(pattern, { source, "detail-type": kind }))
        .map((pattern) => ({
          pattern,
          region: regionOf(node),
          targets: stack.pointing(eventTarget, "rule", node),
        })),
    ),
);

/**
 * The topics that hear of an alarm by its event, as CloudWatch sends one for each change: by a rule in the alarm's own
 * region, or by one in another to which the event is carried. Alarms tell topics of their own region only, so that for
 * CloudFront's, which are in one region, this is the way to a topic in another.
 */
export function toldByEvent(stack: StackView, alarm: Node, property: keyof typeof changes): readonly Node[] {
  const rules = listening(stack);
  const alarmName: unknown = alarm.known("name") ?? alarm.known("alarmName");
  if (rules.length === 0 || typeof alarmName !== "string") return [];
  const events = changes[property].map(([before, now]) => ({
    source,
    "detail-type": kind,
    detail: { alarmName, state: { value: now }, previousState: { value: before } },
  }));
  const hearing = (region: unknown) =>
    rules.filter((rule) => rule.region === region && events.every((event) => lets(rule.pattern, event)));
  const near = hearing(regionOf(alarm));
  const carried = near.flatMap(({ targets }) => targets).flatMap(carriesTo);
  const told = [...near, ...carried.flatMap(hearing)].flatMap(({ targets }) => targets);
  return stack.all(topic).filter((node) => told.some((target) => stack.points(target, "arn", node)));
}

/** The region of the bus that a target hands events to; it needs a role to do so. */
function carriesTo(target: Node): readonly string[] {
  const [, region] = /^arn:[\w-]+:events:([\w-]+):\d{12}:event-bus\/default$/.exec(target.known("arn")) ?? [];
  const may = target.known("roleArn") !== undefined || target.uses("roleArn").length > 0;
  return region !== undefined && may ? [region] : [];
}
