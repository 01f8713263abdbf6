import type { Node, StackView } from "../view.ts";
import { queue } from "./aws-types.ts";
import { schedule } from "./crons.ts";
import { eventTarget, lambda } from "./function-types.ts";
import { perStack } from "./per-stack.ts";

/** Where each kind of thing names the queue for what it could not deliver, and what it was computed from. */
const senders: readonly (readonly [type: string, property: string, path: readonly string[]])[] = [
  [schedule, "target", ["deadLetterConfig"]],
  [eventTarget, "deadLetterConfig", []],
  [lambda, "deadLetterConfig", []],
  ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "destinationConfig", ["onFailure"]],
  ["aws:sns/topicSubscription:TopicSubscription", "redrivePolicy", []],
  [queue, "redrivePolicy", []],
];

/** The queues of the stack that take what could not be delivered, each with who puts it there. */
export const deadLetterQueues = perStack((stack: StackView): ReadonlyMap<Node, Node> => {
  const found = new Map<Node, Node>();
  for (const [type, property, path] of senders)
    for (const node of stack.all(type)) {
      if (node.known(property, ...path) === undefined && !node.isUnknown(property)) continue;
      for (const used of queuesOf(stack, node, property, path)) found.set(used, node);
    }
  return found;
});

function queuesOf(stack: StackView, node: Node, property: string, path: readonly string[]): readonly Node[] {
  const used = node.uses(property).filter(({ type }) => type === queue);
  const arn: unknown = node.known(property, ...path, "arn") ?? node.known(property, ...path, "targetArn");
  return arn === undefined
    ? used
    : stack.all(queue).filter((one) => used.includes(one) || one.known("arn") === arn);
}
