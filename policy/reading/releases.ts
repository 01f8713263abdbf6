import type { Node, StackView } from "../view.ts";
import { listenerRules, service, targetGroups } from "./aws-types.ts";
import { namedBy } from "./named.ts";
import { perStack } from "./per-stack.ts";

const strategies = new Set<unknown>(["CANARY", "LINEAR", "BLUE_GREEN"]);

/** With the old and the new revision side by side, and ECS moving the traffic from one to the other. */
export const isShifting = (strategy: unknown): boolean => strategies.has(strategy);

export const shiftingServices = (stack: StackView): readonly Node[] =>
  stack.all(service).filter((node) => isShifting(node.known("deploymentConfiguration", "strategy")));

/** One entry of `loadBalancers` of a service, and the target groups that it names. */
export interface Served {
  readonly service: Node;
  readonly at: number;
  readonly groups: readonly Node[];
}

/** One way by which a shifting service gets traffic, and what ECS moves there. */
export interface Shift extends Served {
  readonly productionRules: readonly Node[];
  readonly testRules: readonly Node[];
}

/** Where a part of an entry's settings for shifting stands. */
export const shiftPath = (at: number, part: string) =>
  ["loadBalancers", at, "advancedConfiguration", part] as const;

/** The ways by which services get requests from a balancer. */
export const served = perStack((stack): readonly Served[] =>
  stack.all(service).flatMap((node) =>
    Array.from({ length: entriesOf(node) }, (_, at) => {
      const named = (path: Parameters<typeof namedBy>[3]) => namedBy(stack, node, targetGroups, path);
      const both = [
        ...named(["loadBalancers", at, "targetGroupArn"]),
        ...named(shiftPath(at, "alternateTargetGroupArn")),
      ];
      return { service: node, at, groups: [...new Set(both)] };
    }),
  ),
);

/** Before deploy, the ARNs of the two rules are not known, so each may be either of those that the service names. */
export const shifts = perStack((stack): readonly Shift[] => {
  const shifting = new Set(shiftingServices(stack));
  return served(stack)
    .filter((one) => shifting.has(one.service))
    .map((one) => {
      const rules = (part: string) => namedBy(stack, one.service, listenerRules, shiftPath(one.at, part));
      return {
        ...one,
        productionRules: rules("productionListenerRule"),
        testRules: rules("testListenerRule"),
      };
    });
});

/** A list that AWS makes as a whole counts as one entry. */
function entriesOf(node: Node): number {
  const list: unknown = node.known("loadBalancers");
  if (Array.isArray(list)) return list.length;
  return node.isUnknown("loadBalancers") ? 1 : 0;
}
