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
