import type { Facts, Stack } from "../data-map/facts.ts";
import { beside, eyes } from "./beside.ts";
import { each, grouped, inRows } from "./boxes.ts";
import type { Part } from "./model.ts";
import { besideFrame, placeIn } from "./network.ts";
import { stores } from "./stores.ts";
import { taskParts } from "./tasks.ts";

export const balancerType = "aws:lb/loadBalancer:LoadBalancer";
export const distributionType = "aws:cloudfront/distribution:Distribution";
export const functionType = "aws:lambda/function:Function";

/** The parts of a platform, from the plan alone; many of one kind are one box. */
export const partsOf = (stack: Stack): Part[] => [
  ...edge(stack),
  ...taskParts(stack),
  ...functions(stack),
  ...stores(stack),
  ...beside(stack),
  ...eyes(stack),
];

function edge(stack: Stack): Part[] {
  return [
    ...(stack.all(balancerType, distributionType).length === 0
      ? []
      : [{ id: "visitors", kind: "people" as const, title: "the world", says: ["HTTPS only"] }]),
    ...each(stack, "aws:wafv2/webAcl:WebAcl", (acl) => ({
      id: acl.name,
      kind: "edge",
      title: acl.text("scope") === "CLOUDFRONT" ? "firewall of the CDN" : "firewall",
      says: [`${lengthOf(acl.text("ruleJson"))} rules`],
    })),
    ...each(stack, distributionType, (cdn) => ({
      id: cdn.name,
      kind: "edge",
      title: "CDN",
      says: cdn.list("aliases").map(String),
    })),
    ...each(stack, balancerType, (balancer) => ({
      id: balancer.name,
      kind: "edge",
      title: "load balancer",
      says: hostsOf(stack, balancer),
      frame: placeIn(stack, balancer.uses("subnets")),
    })),
    ...grouped(stack.all("aws:ec2/natGateway:NatGateway"), "nat", (gateways) => ({
      kind: "edge",
      title: gateways.length === 1 ? "NAT gateway" : `${gateways.length} NAT gateways`,
      says: ["the way out"],
      frame: placeIn(stack, gateways[0]?.uses("subnetId") ?? []),
    })),
  ];
}

/** The names under which a balancer is found. */
const hostsOf = (stack: Stack, { name }: Facts): string[] =>
  stack
    .all("aws:route53/record:Record")
    .filter((record) => record.uses("aliases").includes(name))
    .flatMap((record) => record.text("name") ?? [])
    .sort();

/** Functions of one place are one box: what each does, the README says. */
function functions(stack: Stack): Part[] {
  const placed = Map.groupBy(stack.all(functionType), (one) => placeIn(stack, one.uses("vpcConfig")) ?? "");
  return [...placed].sort().map(([place, own]) => ({
    id: `functions ${place}`,
    kind: "function",
    title: "functions",
    says: inRows(own.map(({ name }) => name.replace(/-function$/, ""))),
    frame: place || besideFrame,
  }));
}

function lengthOf(text: string | undefined): number {
  try {
    const rules: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(rules) ? rules.length : 0;
  } catch {
    return 0;
  }
}
