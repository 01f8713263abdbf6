import type { Node, StackView } from "../view.ts";
import { firewallLogging, webAcl, webAclAssociation } from "./aws-types.ts";
import { publicHttpBalancers } from "./balancers.ts";
import { type Firewall, firewalls } from "./firewall.ts";

/** The firewall that stands before a balancer; undefined where none of the stack does. */
export const before = (stack: StackView, balancer: Node): Node | undefined =>
  stack
    .pointing(webAclAssociation, "resourceArn", balancer)
    .flatMap((one) => stack.all(webAcl).filter((node) => stack.points(one, "webAclArn", node)))[0];

/** The firewalls that stand before a balancer that the world reaches. */
export const beforeBalancers = (stack: StackView): readonly Firewall[] => {
  const nodes = new Set(publicHttpBalancers(stack).map((balancer) => before(stack, balancer)));
  return firewalls(stack).filter(({ node }) => nodes.has(node));
};

export const loggingOf = (stack: StackView, acl: Node): Node | undefined =>
  stack.pointing(firewallLogging, "resourceArn", acl)[0];
