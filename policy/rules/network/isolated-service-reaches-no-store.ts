import { service } from "../../reading/aws-types.ts";
import { task } from "../../reading/containers.ts";
import { dataGroups, instance, storeTypes } from "../../reading/data-tier.ts";
import { containersOf, groupsOf, ofKind } from "../../reading/kinds.ts";
import {
  egressRule,
  groupRule,
  ingressRule,
  openings,
  ports,
  securityGroup,
} from "../../reading/openings.ts";
import { nameInArn } from "../../reading/secret-arns.ts";
import { namesStore } from "../../reading/store-addresses.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const usual = [5432, 6379];

export const isolatedServiceReachesNoStore = stackRule({
  id: "isolated-service-reaches-no-store",
  title: "An isolated service reaches no database and no cache, and is told of none",
  requirements: ["P05", "G13"],
  judges: service,
  why: "It reads what strangers publish. What they make it do must end at the public API: a way to the database, or an address with a password in it, is all that a stranger lacks.",
  fix: "Remove the rules between its group and those of stores, its egress to their ports, and their addresses from its environment and secrets.",
  findings: (stack) => ofKind(stack, "isolated").flatMap((node) => wrong(stack, node)),
  examples: {
    pass: [
      scraper({}),
      [
        ...scraper({ environment: [{ name: "API_BASE_URL", value: "https://api.shop.example" }] }),
        out({ cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 }),
      ],
      [...scraper({}, "web"), into(ingressRule, "referencedSecurityGroupId")],
    ],
    fail: [
      [...scraper({}), into(ingressRule, "referencedSecurityGroupId")],
      [...scraper({}), into(groupRule, "sourceSecurityGroupId")],
      [...scraper({}), out({ cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 })],
      [...scraper({}), out({ cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp", fromPort: 6000, toPort: 7000 })],
      [...scraper({}), out({ cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" })],
      [...scraper({}), out({ ipProtocol: "tcp", fromPort: 443, toPort: 443 }, ["data"])],
      scraper({ secrets: [{ name: "DATABASE_URL" }] }),
      scraper({
        secrets: [
          {
            name: "X",
            valueFrom: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/REDIS_URL-??????",
          },
        ],
      }),
      scraper({ environment: [{ name: "DB_HOST", value: "main.shop.internal" }] }),
    ],
  },
});

function wrong(stack: StackView, node: Node): readonly StackFinding[] {
  const own = groupsOf(node);
  return [...admitted(stack, own), ...ways(stack, own), ...told(stack, node).map((says) => ({ node, says }))];
}

/** Stores that let it in. */
function admitted(stack: StackView, own: readonly Node[]): readonly StackFinding[] {
  const guarded = dataGroups(stack);
  return [...guarded.keys(), ...stack.all(ingressRule, groupRule)].flatMap((rule) => {
    const group =
      rule.type === securityGroup ? rule : rule.uses("securityGroupId").find((used) => guarded.has(used));
    const [store] = (group && guarded.get(group)) ?? [];
    const source = ["referencedSecurityGroupId", "sourceSecurityGroupId", "ingress"]
      .flatMap((property) => rule.uses(property))
      .find((used) => own.includes(used));
    return store && source && source !== group && rule.known("type") !== "egress"
      ? [{ node: rule, says: `${store.name} admits ${source.name}` }]
      : [];
  });
}

/** What lets it out to a store, or to where a store would be. */
function ways(stack: StackView, own: readonly Node[]): readonly StackFinding[] {
  const guarded = dataGroups(stack);
  const closed = [...usual, ...stack.all(...storeTypes).map((store) => Number(store.known("port")))];
  return [...own, ...stack.all(egressRule, groupRule)].flatMap((rule) => {
    if (!isOn(rule, own) || rule.known("type") === "ingress") return [];
    const store = ["referencedSecurityGroupId", "sourceSecurityGroupId", "egress"]
      .flatMap((property) => rule.uses(property))
      .flatMap((used) => guarded.get(used) ?? [])[0];
    return [
      ...(store ? [{ node: rule, says: `leads to ${store.name}` }] : []),
      ...openings(rule.type, (property) => rule.known(property), "egress")
        .filter(({ from, to }) => closed.some((port) => from <= port && port <= to))
        .map((open) => ({ node: rule, says: `lets it out on ${ports(open)}, where stores answer` })),
    ];
  });
}

const isOn = (rule: Node, own: readonly Node[]): boolean =>
  rule.type === securityGroup || rule.uses("securityGroupId").some((used) => own.includes(used));

/** Addresses of stores in what its containers are given. */
const told = (stack: StackView, node: Node): readonly string[] => [
  ...containersOf(stack, node).flatMap(({ environment = [], secrets = [] }) => [
    ...environment.filter(({ name }) => namesStore(name)).map(({ name }) => `it is told ${name}`),
    ...secrets
      .filter(({ name, valueFrom = "" }) => namesStore(name) || namesStore(nameInArn(valueFrom)))
      .map(({ name }) => `it is given the secret ${name}`),
  ]),
  ...node
    .uses("taskDefinition")
    .flatMap((definition) => definition.uses("containerDefinitions"))
    .filter(({ type }) => storeTypes.includes(type))
    .map((store) => `it is told of ${store.name}`),
];

function scraper(container: object, kind = "isolated"): StackExample {
  return [
    { type: securityGroup, name: "group" },
    { type: securityGroup, name: "data" },
    { type: instance, name: "main", uses: { vpcSecurityGroupIds: ["data"] } },
    task(container, "scraper-task"),
    {
      type: service,
      name: "scraper",
      props: { tags: { "service-kind": kind } },
      uses: { networkConfiguration: ["group"], taskDefinition: ["scraper-task"] },
    },
  ];
}

function into(type: string, property: string): StackExample[number] {
  return { type, name: "rule", uses: { securityGroupId: ["data"], [property]: ["group"] } };
}

function out(props: object, to: readonly string[] = []): StackExample[number] {
  return {
    type: egressRule,
    name: "out",
    props,
    uses: { securityGroupId: ["group"], ...(to.length > 0 && { referencedSecurityGroupId: to }) },
  };
}
