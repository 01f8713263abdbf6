import { service } from "../../reading/aws-types.ts";
import { clientGroups, dataGroups } from "../../reading/data-tier.ts";
import { groupsOf, ofKind } from "../../reading/kinds.ts";
import { egressRule, groupRule, openings, ports, securityGroup } from "../../reading/openings.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import { type Node, type StackView, unknown } from "../../view.ts";

const https = { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 };

export const isolatedServiceHasOwnWaysOut = stackRule({
  id: "isolated-service-has-own-ways-out",
  title: "An isolated service wears groups that nobody else wears, and each way out of them is one port",
  requirements: ["P05"],
  judges: service,
  why: "A group opens every door that was ever opened to it: one shared group, were it a second one, ends the isolation, and so does a range of ports that nobody chose.",
  fix: "Make a SecurityGroup for it alone, its only one, with an egress rule for each port that it needs.",
  findings: (stack) => ofKind(stack, "isolated").flatMap((node) => wrong(stack, node)),
  examples: {
    pass: [
      [...scraper(), out(https)],
      [...scraper("web"), out({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" })],
    ],
    fail: [
      [{ type: service, name: "scraper", props: { tags: { "service-kind": "isolated" } } }],
      scraper(),
      [...scraper(), out({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" })],
      [...scraper(), out({ ...https, toPort: 1024 })],
      [...scraper("isolated", { securityGroups: [unknown, "sg-0123456789abcdef0"] }), out(https)],
      [
        ...scraper(),
        out(https),
        { type: service, name: "worker", uses: { networkConfiguration: ["group"] } },
      ],
      [
        ...scraper(),
        out(https),
        { type: "aws:lambda/function:Function", name: "mailer", uses: { vpcConfig: ["group"] } },
      ],
    ],
  },
});

function wrong(stack: StackView, node: Node): readonly StackFinding[] {
  const own = groupsOf(node);
  const found = own.flatMap((group) => ways(stack, group));
  return [
    ...(given(node) > own.length ? [{ node, says: "wears a security group that is not of the stack" }] : []),
    ...(own.length === 0 ? [{ node, says: "wears no security group of the stack" }] : []),
    ...own.flatMap((group) =>
      [...(clientGroups(stack).get(group) ?? []), ...(dataGroups(stack).get(group) ?? [])]
        .filter((other) => other !== node)
        .map((other) => ({ node, says: `shares ${group.name} with ${other.name}` })),
    ),
    ...(own.length > 0 && found.length === 0 ? [{ node, says: "says nowhere what it may reach" }] : []),
    ...found
      .filter(({ open }) => open.from !== open.to)
      .map(({ at, open }) => ({ node: at, says: `lets it out on ${ports(open)}` })),
  ];
}

/** How many groups it is said to wear, whether or not their ids are known. */
const given = (node: Node): number => {
  const ids: unknown = node.known("networkConfiguration", "securityGroups");
  return Array.isArray(ids) ? ids.length : 0;
};

const ways = (stack: StackView, group: Node) =>
  [
    group,
    ...stack.all(egressRule, groupRule).filter((rule) => rule.uses("securityGroupId").includes(group)),
  ].flatMap((at) =>
    openings(at.type, (property) => at.known(property), "egress").map((open) => ({ at, open })),
  );

function scraper(kind = "isolated", networkConfiguration: object = {}): StackExample {
  return [
    { type: securityGroup, name: "group" },
    {
      type: service,
      name: "scraper",
      props: { tags: { "service-kind": kind }, networkConfiguration },
      uses: { networkConfiguration: ["group"] },
    },
  ];
}

function out(props: object): StackExample[number] {
  return { type: egressRule, name: "out", props, uses: { securityGroupId: ["group"] } };
}
