import type { Node, StackView } from "../view.ts";
import { listenerRules } from "./aws-types.ts";

/** The host names by which listener rules serve, each with the first rule that does. */
export function servedHosts(stack: StackView): ReadonlyMap<string, Node> {
  const hosts = new Map<string, Node>();
  for (const rule of stack.all(...listenerRules))
    for (const host of hostsOf(rule)) if (!hosts.has(host)) hosts.set(host, rule);
  return hosts;
}

function hostsOf(rule: Node): readonly string[] {
  const conditions: unknown = rule.known("conditions");
  if (!Array.isArray(conditions)) return [];
  return conditions.flatMap((condition): readonly string[] => condition?.hostHeader?.values ?? []).map(plain);
}

/** DNS names are compared without case and without the root's dot. */
export const plain = (host: string): string => host.toLowerCase().replace(/\.$/, "");
