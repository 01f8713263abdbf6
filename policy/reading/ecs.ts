import type { Node, StackView } from "../view.ts";
import { scalingTarget, service } from "./aws-types.ts";
import { isPaused } from "./breakers.ts";
import { perStack } from "./per-stack.ts";

/** Behind a balancer: people notice when it is gone. */
export const isServed = (node: Node): boolean =>
  node.known("loadBalancers", 0, "containerPort") !== undefined || node.uses("loadBalancers").length > 0;

/** Never two at a time, as a scheduler: its old task is stopped before the new one starts. */
export const isSingleton = (node: Node): boolean => node.known("deploymentMaximumPercent") === 100;

/** What scales a service: found by relation, or by its name at the end of `service/<cluster>/<service>`. */
export function scalingOf(stack: StackView, node: Node): Node | undefined {
  const index = indexed(stack);
  return index.get(node) ?? index.get(node.known("name") ?? node);
}

const indexed = perStack((stack): ReadonlyMap<unknown, Node> => {
  const index = new Map<unknown, Node>();
  for (const target of stack.all(scalingTarget)) {
    for (const used of target.uses("resourceId")) if (used.type === service) index.set(used, target);
    const id = target.known("resourceId");
    if (typeof id === "string" && id.startsWith("service/")) index.set(id.split("/").at(-1), target);
  }
  return index;
});

/** The fewest tasks that are meant to run, be it paused or not; undefined where the program does not say. */
export function leastTasks(stack: StackView, node: Node): number | undefined {
  const target = scalingOf(stack, node);
  const scaled = target && !isPaused(target) ? target.known("minCapacity") : undefined;
  const least = scaled ?? node.known("desiredCount");
  return typeof least === "number" ? least : undefined;
}
