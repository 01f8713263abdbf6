import type { Facts, Stack } from "../data-map/facts.ts";
import type { Frame } from "./model.ts";

export const networkFrame = "network";
export const besideFrame = "beside";
export const watchFrame = "watching";

/** `network-tasks-a` and `network-tasks-b` are one place in two zones: their common name is `network-tasks`. */
export const placeOf = (subnet: string): string => subnet.replace(/-[a-z0-9]$/, "");

const titles: Readonly<Record<string, string>> = {
  public: "public subnets",
  tasks: "private subnets",
  data: "data subnets, no way out",
};

/** The network and the places in it. */
export function networkFrames(stack: Stack): Frame[] {
  const [vpc] = stack.all("aws:ec2/vpc:Vpc");
  if (!vpc) return [];
  const subnets = stack.all("aws:ec2/subnet:Subnet");
  const zones = new Set(subnets.map((subnet) => subnet.text("availabilityZone")));
  return [
    { id: networkFrame, title: `network ${vpc.text("cidrBlock") ?? ""} · ${zones.size} zones` },
    ...[...Map.groupBy(subnets, ({ name }) => placeOf(name)).keys()].sort().map((place) => ({
      id: place,
      title: titles[place.split("-").at(-1) ?? ""] ?? place,
      inside: networkFrame,
    })),
  ];
}

/** Where in the network a resource is, by the subnets that it was given. */
export function placeIn(stack: Stack, names: readonly string[]): string | undefined {
  const subnets = new Set(stack.all("aws:ec2/subnet:Subnet").map(({ name }) => name));
  const found = names.find((name) => subnets.has(name));
  return found === undefined ? undefined : placeOf(found);
}

/** The subnets behind a subnet group that a store names. */
export const behindGroup = (stack: Stack, facts: Facts, property: string, type: string): readonly string[] =>
  stack.behind(facts, property, type).flatMap((group) => group.uses("subnetIds"));
