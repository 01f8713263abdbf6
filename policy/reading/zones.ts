import type { StackFinding } from "../rule.ts";
import type { Node } from "../view.ts";

/**
 * In how many zones the subnets of a property are: the zones of the subnets it was computed from, which are known
 * before their ids are; else the known ids, each taken for a zone of its own, as the balancer and RDS demand anyway.
 */
export function zonesOf(node: Node, property: string, ...path: readonly string[]): number {
  const subnets = node.uses(property).filter(({ type }) => type === "aws:ec2/subnet:Subnet");
  if (subnets.length > 0)
    return new Set(
      subnets.map(
        (subnet) => subnet.known("availabilityZone") ?? subnet.known("availabilityZoneId") ?? subnet,
      ),
    ).size;
  const ids = new Set<string>();
  for (let i = 0; ; i += 1) {
    const id = node.known(property, ...path, i);
    if (typeof id !== "string") return ids.size;
    ids.add(id);
  }
}

/** The finding about something that must be able to run in two zones, and has subnets in fewer. */
export const inOneZone = (node: Node, zones: number): readonly StackFinding[] =>
  zones >= 2
    ? []
    : [{ node, says: `its subnets are in ${zones || "no"} known zone${zones === 1 ? "" : "s"}` }];

/** Part of an example: a subnet in a zone. */
export const subnetIn = (name: string, availabilityZone: string) =>
  ({ type: "aws:ec2/subnet:Subnet", name, props: { availabilityZone } }) as const;
