import { dataGroups, instance, storeTypes } from "../../reading/data-tier.ts";
import { groupRule, ingressRule, openings, ports, securityGroup } from "../../reading/openings.ts";
import { type StackExample, stackRule } from "../../rule.ts";

export const dataAdmitsNoAddresses = stackRule({
  id: "data-admits-no-addresses",
  title: "Databases and caches admit by identity, never by address",
  requirements: ["G01", "G02", "G13"],
  controls: ["FSBP EC2.19"],
  why: "An address range admits whatever is placed in it tomorrow; a security group admits what wears it.",
  fix: "Replace the CIDR or prefix list by the security group of the client.",
  judges: storeTypes,
  findings: (stack) => {
    const guarded = dataGroups(stack);
    return [...guarded.keys(), ...stack.all(ingressRule, groupRule)].flatMap((node) => {
      const group =
        node.type === securityGroup ? node : node.uses("securityGroupId").find((used) => guarded.has(used));
      const [store] = (group && guarded.get(group)) ?? [];
      if (!store) return [];
      const lists = node.known("prefixListId") ?? node.known("prefixListIds", 0);
      return [
        ...openings(node.type, (property) => node.known(property), "ingress")
          .filter(({ cidrs }) => cidrs.length > 0)
          .map((open) => ({ node, says: `${store.name} admits ${open.cidrs.join(", ")} on ${ports(open)}` })),
        ...(lists === undefined || node.known("type") === "egress"
          ? []
          : [{ node, says: `${store.name} admits a prefix list` }]),
      ];
    });
  },
  examples: {
    pass: [
      guarded(),
      guarded({}, { referencedSecurityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 }),
    ],
    fail: [
      guarded({}, { cidrIpv4: "10.20.0.0/16", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 }),
      guarded({}, { prefixListId: "pl-1", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 }),
      guarded(
        {},
        { type: "ingress", protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.0.0.0/8"] },
        groupRule,
      ),
      guarded({ ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.20.0.0/16"] }] }),
    ],
  },
});

function guarded(group = {}, rule = {}, type: string = ingressRule): StackExample {
  return [
    { type: securityGroup, name: "data", props: group },
    { type: instance, name: "main", uses: { vpcSecurityGroupIds: ["data"] } },
    { type, name: "rule", props: rule, uses: { securityGroupId: ["data"] } },
  ];
}
