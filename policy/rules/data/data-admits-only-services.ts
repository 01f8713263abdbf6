import { clientGroups, dataGroups, instance, storeTypes } from "../../reading/data-tier.ts";
import { groupRule, ingressRule, securityGroup } from "../../reading/openings.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

/** The groups that a rule lets in, by every spelling: a rule of its own, the older one, or inline. */
const sources = (node: Node): readonly Node[] =>
  ["referencedSecurityGroupId", "sourceSecurityGroupId", "ingress"]
    .flatMap((property) => node.uses(property))
    .filter(({ type }) => type === securityGroup);

/** A rule of its own that says nobody admits whoever AWS takes it to mean; addresses are for another rule to judge. */
const saysNobody = (node: Node): boolean =>
  node.type !== securityGroup &&
  ["referencedSecurityGroupId", "sourceSecurityGroupId", ...addresses].every(
    (property) => node.known(property) === undefined && node.uses(property).length === 0,
  );
const addresses = [
  "cidrIpv4",
  "cidrIpv6",
  "cidrBlocks",
  "ipv6CidrBlocks",
  "prefixListId",
  "prefixListIds",
  "self",
];

/** Known ids of groups that this program did not make. */
const strangers = (node: Node): readonly string[] =>
  ["referencedSecurityGroupId", "sourceSecurityGroupId"]
    .filter((property) => node.uses(property).length === 0)
    .map((property): unknown => node.known(property))
    .filter((id): id is string => typeof id === "string");

export const dataAdmitsOnlyServices = stackRule({
  id: "data-admits-only-services",
  title: "Databases and caches admit declared services and nobody else",
  requirements: ["G01", "G02", "P05", "G13"],
  controls: ["FSBP EC2.18", "FSBP EC2.19"],
  why: "What may read the data must be in the program, where it is reviewed: a bastion's group or a shared one is not.",
  fix: "Let in only security groups that a service of this stack wears, each by an ingress rule of its own.",
  judges: storeTypes,
  findings: (stack) => {
    const guarded = dataGroups(stack);
    const clients = clientGroups(stack);
    const rules = stack.all(ingressRule, groupRule).filter((rule) => rule.known("type") !== "egress");
    return [...guarded.keys(), ...rules].flatMap((node) => {
      const group =
        node.type === securityGroup ? node : node.uses("securityGroupId").find((used) => guarded.has(used));
      const [store] = (group && guarded.get(group)) ?? [];
      if (!store) return [];
      return [
        ...(saysNobody(node) ? [{ node, says: `${store.name} admits someone who is not named` }] : []),
        ...sources(node)
          .filter((source) => source !== group && !clients.has(source))
          .map((source) => ({
            node,
            says: `${store.name} admits ${source.name}, which no declared service wears`,
          })),
        ...strangers(node).map((id) => ({
          node,
          says: `${store.name} admits ${id}, which is not of this stack`,
        })),
      ];
    });
  },
  examples: {
    pass: [
      [...guarded(), admits({ referencedSecurityGroupId: ["api-group"] })],
      [...guarded(), admits({ sourceSecurityGroupId: ["api-group"] }, groupRule)],
    ],
    fail: [
      [...guarded(), admits({ referencedSecurityGroupId: ["bastion"] })],
      [...guarded(), admits({ sourceSecurityGroupId: ["bastion"] }, groupRule)],
      [...guarded(), admits({}, ingressRule, { referencedSecurityGroupId: "sg-0123456789abcdef0" })],
      guarded({ ingress: ["bastion"] }),
      [...guarded(), admits({})],
    ],
  },
});

function guarded(uses = {}): StackExample {
  return [
    { type: securityGroup, name: "bastion" },
    { type: securityGroup, name: "api-group" },
    { type: "aws:ecs/service:Service", name: "api", uses: { networkConfiguration: ["api-group"] } },
    { type: securityGroup, name: "data", uses },
    { type: instance, name: "main", uses: { vpcSecurityGroupIds: ["data"] } },
  ];
}

function admits(
  uses: Readonly<Record<string, readonly string[]>>,
  type: string = ingressRule,
  props = {},
): StackExample[number] {
  return { type, name: "rule", props, uses: { ...uses, securityGroupId: ["data"] } };
}
