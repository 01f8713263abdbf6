import { service } from "../../reading/aws-types.ts";
import { groupsOf, published } from "../../reading/kinds.ts";
import { egressRule, groupRule, ingressRule, openings, securityGroup } from "../../reading/openings.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const namespaces = [
  "aws:servicediscovery/httpNamespace:HttpNamespace",
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace",
] as const;
const [httpNamespace, , publicNamespace] = namespaces;
const connect = "serviceConnectConfiguration";

export const calledServiceAdmitsCallers = stackRule({
  id: "called-service-admits-callers",
  title: "A service that others call by name lets them in, by their groups, and is known to nobody else",
  requirements: ["P02"],
  judges: namespaces,
  why: "Service Connect gives a name and opens no door: without a rule each call ends after a minute of silence. A public namespace tells the world what runs inside.",
  fix: "Add an ingress rule on the called service's group for the caller's group and the alias's port, and the egress rule that fits; use an HttpNamespace.",
  findings: (stack) => [
    ...stack
      .all(publicNamespace)
      .map((node) => ({ node, says: "is public: everybody can look its services up" })),
    ...stack
      .all(service)
      .filter((node) => published(node).length > 0)
      .flatMap((node) => wrong(stack, node)),
  ],
  examples: {
    pass: [[...pair(), door("api", "web", ingressRule), door("web", "api", egressRule)]],
    fail: [
      pair(),
      [...pair(), door("api", "web", ingressRule)],
      [...pair(), door("web", "api", egressRule)],
      [...pair(), door("api", "web", ingressRule, 9000), door("web", "api", egressRule, 9000)],
      [...pair({ enabled: false }), door("api", "web", ingressRule), door("web", "api", egressRule)],
      [
        ...pair(),
        door("api", "web", ingressRule),
        door("web", "api", egressRule),
        { type: publicNamespace, name: "public" },
      ],
    ],
  },
});

function wrong(stack: StackView, node: Node): readonly StackFinding[] {
  const ports = published(node)
    .flatMap((one): unknown[] => [Object(one).clientAlias].flat())
    .map((alias) => Number(Object(alias).port));
  const callers = stack
    .all(service)
    .filter(
      (other) => other !== node && other.known(connect, "enabled") === true && inOneNamespace(other, node),
    )
    .filter((other) => ports.some((port) => joined(stack, ingressRule, node, other, port)));
  if (callers.length === 0) return [{ node, says: "lets no caller of its namespace in on its port" }];
  return callers
    .filter((other) => !ports.some((port) => joined(stack, egressRule, other, node, port)))
    .map((other) => ({ node: other, says: `has no way out to ${node.name} on its port` }));
}

const inOneNamespace = (one: Node, other: Node): boolean =>
  one.uses(connect).some((used) => namespaceTypes.has(used.type) && other.uses(connect).includes(used)) ||
  (one.known(connect, "namespace") !== undefined &&
    one.known(connect, "namespace") === other.known(connect, "namespace"));
const namespaceTypes: ReadonlySet<string> = new Set(namespaces);

/** A rule of one service's group names the group of the other, for a port. */
function joined(stack: StackView, type: string, on: Node, towards: Node, port: number): boolean {
  const direction = type === ingressRule ? "ingress" : "egress";
  const [own, others] = [groupsOf(on), groupsOf(towards)];
  return stack
    .all(type, groupRule)
    .some(
      (rule) =>
        rule.uses("securityGroupId").some((used) => own.includes(used)) &&
        ["referencedSecurityGroupId", "sourceSecurityGroupId"]
          .flatMap((property) => rule.uses(property))
          .some((used) => others.includes(used)) &&
        openings(rule.type, (property) => rule.known(property), direction).some(
          ({ from, to }) => from <= port && port <= to,
        ),
    );
}

function pair(caller: object = { enabled: true }): StackExample {
  const services = [{ portName: "api", clientAlias: [{ dnsName: "api", port: 8000 }] }];
  return [
    { type: httpNamespace, name: "inside" },
    ...["api", "web"].flatMap((name) => [
      { type: securityGroup, name: `${name}-group` },
      {
        type: service,
        name,
        props: { [connect]: name === "api" ? { enabled: true, services } : caller },
        uses: { [connect]: ["inside"], networkConfiguration: [`${name}-group`] },
      },
    ]),
  ];
}

function door(on: string, to: string, type: string, port = 8000): StackExample[number] {
  return {
    type,
    name: `${on}-${to}`,
    props: { ipProtocol: "tcp", fromPort: port, toPort: port },
    uses: { securityGroupId: [`${on}-group`], referencedSecurityGroupId: [`${to}-group`] },
  };
}
