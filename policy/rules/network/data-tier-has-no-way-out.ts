import { isWorld } from "../../reading/openings.ts";
import { perStack } from "../../reading/per-stack.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const subnet = "aws:ec2/subnet:Subnet";
const table = "aws:ec2/routeTable:RouteTable";
const route = "aws:ec2/route:Route";
const association = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const subnetGroups = ["aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup"] as const;

/** Route tables from which something leads out into the internet, by a route of its own or an inline one. */
const leadingOut = perStack((stack): ReadonlySet<Node> => {
  const separate = stack.all(route).filter((node) => leadsOut((property) => node.known(property)));
  const inline = stack.all(table).filter((node) => {
    const routes: unknown = node.known("routes");
    return Array.isArray(routes) && routes.some((entry) => leadsOut((property) => entry?.[property]));
  });
  return new Set([...separate.flatMap((node) => node.uses("routeTableId")), ...inline]);
});

function leadsOut(read: (property: string) => unknown): boolean {
  const to = ["destinationCidrBlock", "destinationIpv6CidrBlock", "cidrBlock", "ipv6CidrBlock"].map(read);
  return to.some((cidr) => typeof cidr === "string" && isWorld(cidr));
}

export const dataTierHasNoWayOut = stackRule({
  id: "data-tier-has-no-way-out",
  title: "Databases and caches stand in subnets that have no route to or from the internet",
  requirements: ["G01", "G02", "C09"],
  controls: ["FSBP RDS.46"],
  why: "Security groups are edited often and by many; a subnet without a route stays closed when one of them is wrong.",
  fix: "Place the data in subnets whose own route table has no route to 0.0.0.0/0 or ::/0.",
  judges: subnetGroups,
  findings: (stack) => {
    return stack.all(...subnetGroups).flatMap((node) => {
      const subnets = node.uses("subnetIds").filter(({ type }) => type === subnet);
      if (subnets.length === 0)
        return [
          {
            node,
            says: "its subnets are not made by this program, so their routes cannot be seen",
            notProven: true as const,
          },
        ];
      return subnets.flatMap((one) =>
        wrong(stack, one).map((says) => ({ node, says: `its subnet ${one.name} ${says}` })),
      );
    });
  },
  examples: {
    pass: [tier([])],
    fail: [
      tier([
        {
          type: route,
          name: "out",
          props: { destinationCidrBlock: "0.0.0.0/0" },
          uses: { routeTableId: ["table"] },
        },
      ]),
      tier([
        {
          type: route,
          name: "out",
          props: { destinationIpv6CidrBlock: "::/0" },
          uses: { routeTableId: ["table"] },
        },
      ]),
      tier([], { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] }),
      tier([]).filter(({ type }) => type !== association),
      [{ type: subnetGroups[1], name: "elsewhere", props: { subnetIds: ["subnet-1"] } }],
    ],
  },
});

function wrong(stack: StackView, node: Node): readonly string[] {
  const tables = stack.pointing(association, "subnetId", node).flatMap((one) => one.uses("routeTableId"));
  if (tables.length === 0) return ["has no route table of its own, so the network's main one decides"];
  return tables.some((one) => leadingOut(stack).has(one)) ? ["has a route to the internet"] : [];
}

function tier(more: StackExample, props = {}): StackExample {
  return [
    { type: subnet, name: "inner" },
    { type: table, name: "table", props },
    { type: association, name: "joined", uses: { subnetId: ["inner"], routeTableId: ["table"] } },
    { type: subnetGroups[0], name: "group", uses: { subnetIds: ["inner"] } },
    ...more,
  ];
}
