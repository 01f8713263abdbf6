import type { Props, StackExample } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { queue } from "./aws-types.ts";
import { type Statement, statements } from "./document.ts";

export const queuePolicy = "aws:sqs/queuePolicy:QueuePolicy";

/** What a queue's own policies say, in a resource of their own or in the queue; undefined where that is not known yet. */
export function saidOf(stack: StackView, node: Node): readonly Statement[] | undefined {
  const holders = [node, ...stack.pointing(queuePolicy, "queueUrl", node)];
  const said = holders.flatMap((holder) => statements(holder.known("policy")));
  return said.length === 0 && holders.some((holder) => holder.isUnknown("policy")) ? undefined : said;
}

/** A queue whose policy stands in it or beside it, for examples. */
export const queueWith = (policy: unknown): StackExample => [
  {
    type: queue,
    name: "jobs",
    props: { name: "shop-jobs", ...(policy !== undefined && { policy }) } as Props,
  },
];
