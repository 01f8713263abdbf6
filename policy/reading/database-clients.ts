import type { Node, StackView } from "../view.ts";
import { service } from "./aws-types.ts";
import { clientGroups, proxy } from "./data-tier.ts";
import { groupRule, ingressRule, securityGroup } from "./openings.ts";
import { perStack } from "./per-stack.ts";

/** The services that the network lets in to a database, by itself or by a proxy in front of it. */
export function databaseClients(stack: StackView, database: Node): readonly Node[] {
  const found = new Set<Node>();
  const ahead = [database];
  for (const store of ahead)
    for (const group of store.uses("vpcSecurityGroupIds"))
      for (const from of letIn(stack).get(group) ?? [])
        for (const client of clientGroups(stack).get(from) ?? [])
          if (!found.has(client)) {
            found.add(client);
            if (client.type === proxy) ahead.push(client);
          }
  return [...found].filter(({ type }) => type === service);
}

/** For each security group, those whose wearers it lets in. */
const letIn = perStack((stack): ReadonlyMap<Node, ReadonlySet<Node>> => {
  const admitted = new Map<Node, Set<Node>>();
  const admit = (to: readonly Node[], from: readonly Node[]): void => {
    for (const group of to.filter(isGroup)) {
      const list = admitted.get(group) ?? new Set();
      for (const other of from.filter(isGroup)) list.add(other);
      admitted.set(group, list);
    }
  };
  for (const node of stack.all(securityGroup)) admit([node], node.uses("ingress"));
  for (const node of stack.all(ingressRule))
    admit(node.uses("securityGroupId"), node.uses("referencedSecurityGroupId"));
  for (const node of stack.all(groupRule))
    if (node.known("type") === "ingress")
      admit(node.uses("securityGroupId"), node.uses("sourceSecurityGroupId"));
  return admitted;
});

const isGroup = ({ type }: Node): boolean => type === securityGroup;
