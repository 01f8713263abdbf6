/** The three tiers: the balancer faces the internet, tasks reach out through NAT, data has no way out at all. */
export type Tier = "public" | "tasks" | "data";

/**
 * The block of one tier in one zone, out of the network's /16. It follows from the zone's letter, not from its place
 * in a list, so that adding or dropping a zone moves nobody: subnets cannot be renumbered in use.
 */
export function blockOf(cidr: string, tier: Tier, zone: string): string {
  const [first, second] = cidr.split(".");
  const letter = zone.charCodeAt(zone.length - 1) - "a".charCodeAt(0);
  if (letter < 0 || letter > 13) throw new RangeError(`${zone} is not a zone that has a letter from a to n`);
  const at = { public: letter, tasks: 16 * (letter + 1), data: 240 + letter }[tier];
  return `${first}.${second}.${at}.0/${tier === "tasks" ? 20 : 24}`;
}
