import {
  compositeAlarm,
  metricAlarm,
  scalingPolicy,
  service,
  subscription,
  topic,
} from "../reading/aws-types.ts";
import type { StackExample, StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";

/**
 * Each alarm whose `property` reaches nobody: no topic of the stack that has a subscription. Left out are alarms
 * that only move autoscaling or undo a deployment, and parts of a composite alarm, which speaks for them.
 */
export function reachingNobody(
  stack: StackView,
  property: "alarmActions" | "okActions",
): readonly StackFinding[] {
  const routed = new Set(
    stack.all(topic).filter((node) => stack.pointing(subscription, "topic", node).length > 0),
  );
  const byArn = new Map([...routed].map((node) => [node.known("arn"), node]));
  const parts = new Set(stack.all(compositeAlarm).flatMap((node) => node.uses("alarmRule")));
  const undoing = new Set(stack.all(service).flatMap((node) => node.uses("alarms")));
  return stack.all(metricAlarm, compositeAlarm).flatMap((node) => {
    if (
      parts.has(node) ||
      undoing.has(node) ||
      node.uses("alarmActions").some(({ type }) => type === scalingPolicy)
    )
      return [];
    const named: readonly unknown[] = node.known(property) ?? [];
    const reached = [...node.uses(property), ...named.map((arn) => byArn.get(arn))];
    if (reached.some((found) => found && routed.has(found))) return [];
    const topics = node.uses(property).filter(({ type }) => type === topic);
    if (topics.length > 0)
      return [
        {
          node,
          says: `${property} reach ${topics.map(({ name }) => name).join(", ")}, which nobody is subscribed to`,
        },
      ];
    const elsewhere = named.some((arn) => typeof arn === "string");
    return [{ node, says: elsewhere ? `${property} reach no topic of this stack` : `has no ${property}` }];
  });
}

/** The topics that alarms speak to. */
export const alarmTopics = (stack: StackView): readonly Node[] =>
  stack
    .all(topic)
    .filter((node) =>
      [metricAlarm, compositeAlarm].some((type) => stack.pointing(type, "alarmActions", node).length > 0),
    );

/** An alarm, its topic and the topic's route, for examples. */
export const oncall: StackExample = [
  { type: topic, name: "oncall" },
  {
    type: subscription,
    name: "route",
    props: { protocol: "https", endpoint: "https://oncall.shop.example/sns" },
    uses: { topic: ["oncall"] },
  },
];
