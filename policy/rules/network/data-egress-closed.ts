import { dataGroups, instance, storeTypes } from "../../reading/data-tier.ts";
import { egressRule, groupRule, openings, ports, securityGroup, toWorld } from "../../reading/openings.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

export const dataEgressClosed = stackRule({
  id: "data-egress-closed",
  title: "A database or cache cannot open a connection to the internet",
  requirements: ["G01", "G02", "G13"],
  controls: ["CKV_AWS_382"],
  why: "Data leaves by the connections that a store itself can open; it answers its clients without any egress rule.",
  fix: "Remove the egress rules from the security groups of databases and caches.",
  judges: storeTypes,
  findings: (stack) => {
    const guarded = dataGroups(stack);
    const groupOf = (node: Node): Node | undefined =>
      node.type === securityGroup ? node : node.uses("securityGroupId").find((used) => guarded.has(used));
    return [...guarded.keys(), ...stack.all(egressRule, groupRule)].flatMap((node) => {
      const [store] = guarded.get(groupOf(node) ?? node) ?? [];
      if (!store) return [];
      return openings(node.type, (property) => node.known(property), "egress")
        .filter(toWorld)
        .map((open) => ({ node, says: `${store.name} may reach the internet on ${ports(open)}` }));
    });
  },
  examples: {
    pass: [
      store({ props: {} }),
      [
        ...store({ props: {} }),
        { type: securityGroup, name: "other" },
        {
          type: egressRule,
          name: "out",
          props: { cidrIpv4: "0.0.0.0/0" },
          uses: { securityGroupId: ["other"] },
        },
      ],
    ],
    fail: [
      store({ props: { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] } }),
      [
        ...store({ props: {} }),
        {
          type: egressRule,
          name: "out",
          props: { cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" },
          uses: { securityGroupId: ["inner"] },
        },
      ],
      [
        ...store({ props: {} }),
        {
          type: groupRule,
          name: "out",
          props: { type: "egress", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
          uses: { securityGroupId: ["inner"] },
        },
      ],
    ],
  },
});

function store({ props }: { readonly props: object }): StackExample {
  return [
    { type: securityGroup, name: "inner", props },
    { type: instance, name: "main", uses: { vpcSecurityGroupIds: ["inner"] } },
  ];
}
