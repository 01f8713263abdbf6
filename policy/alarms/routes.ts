import { chatChannel, compositeAlarm, metricAlarm, subscription, topic } from "../reading/aws-types.ts";
import { perStack } from "../reading/per-stack.ts";
import type { Node, StackView } from "../view.ts";

/** Where a topic's messages go: to subscriptions, and to chat channels, which subscribe by themselves. */
export const routesOf = (stack: StackView, node: Node): readonly Node[] => [
  ...stack.pointing(subscription, "topic", node),
  ...stack.pointing(chatChannel, "snsTopicArns", node),
];

/** A pager rings, a mailbox and a channel wait to be looked at; what a program takes, it may ring with. */
export const wakes = (route: Node): boolean =>
  route.type === subscription &&
  ["https", "sms", "lambda", "sqs", "application"].includes(route.known("protocol"));

/** The topics that alarms speak to. */
export const alarmTopics = perStack((stack): readonly Node[] =>
  stack
    .all(topic)
    .filter((node) =>
      [metricAlarm, compositeAlarm].some((type) => stack.pointing(type, "alarmActions", node).length > 0),
    ),
);

/** Those that wake nobody, where others do: for what can wait until the morning. */
export const ticketTopics = perStack((stack): ReadonlySet<Node> => {
  const waking = new Set(alarmTopics(stack).filter((node) => routesOf(stack, node).some(wakes)));
  return new Set(waking.size === 0 ? [] : alarmTopics(stack).filter((node) => !waking.has(node)));
});
