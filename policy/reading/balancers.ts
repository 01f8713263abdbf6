import type { Node, StackView } from "../view.ts";
import { loadBalancers } from "./aws-types.ts";

/** The balancers that the world can reach. */
export const publicBalancers = (stack: StackView): readonly Node[] =>
  stack
    .all(...loadBalancers)
    .filter((node) => node.known("internal") !== true && node.known("loadBalancerType") !== "gateway");

/** Those of them that speak HTTP: a firewall stands before no other kind. */
export const publicHttpBalancers = (stack: StackView): readonly Node[] =>
  publicBalancers(stack).filter(
    (node) => (node.known("loadBalancerType") ?? "application") === "application",
  );
