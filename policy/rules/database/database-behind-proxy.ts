import { cluster, dataGroups, instance, proxy } from "../../reading/data-tier.ts";
import { groupRule, ingressRule, securityGroup } from "../../reading/openings.ts";
import { perStack } from "../../reading/per-stack.ts";
import { isReplica } from "../../reading/primaries.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const service = "aws:ecs/service:Service";

export const databaseBehindProxy = stackRule({
  id: "database-behind-proxy",
  title: "Services reach the database through its proxy",
  requirements: ["C14", "G01"],
  why: "Every task that scales out opens connections of its own: the proxy shares a few among all, and outlives a failover.",
  fix: "Let services into the group of an aws.rds.Proxy, and into the database's own group only the proxy and what migrates.",
  judges: [instance, cluster],
  findings: (stack) =>
    stack
      .all(instance, cluster)
      .filter((node) => !isReplica(node))
      .flatMap((database) =>
        ownGroups(stack, database).flatMap((group) =>
          (admitted(stack).get(group) ?? [])
            .flatMap((source) => serviceGroups(stack).get(source) ?? [])
            .map((client) => ({ node: database, says: `${client.name} reaches it past any proxy` })),
        ),
      ),
  examples: {
    pass: [
      [...tiers(["data"]), admits("proxy-group", "api-group"), admits("data", "proxy-group")],
      [...tiers(["data"], { replicateSourceDb: "other" }), admits("data", "api-group")],
      [...tiers(["data", "readers"]), admits("data", "proxy-group"), admits("readers", "api-group")],
    ],
    fail: [
      [...tiers(["data"]), admits("data", "api-group")],
      [...tiers(["data", "readers"]), admits("readers", "api-group")],
      [...tiers(["data", "readers"]), admits("data", "proxy-group"), admits("data", "api-group")],
    ],
  },
});

/** Who is let into each group in front of data, by the groups that they wear. */
const admitted = perStack((stack): ReadonlyMap<Node, readonly Node[]> => {
  const found = new Map<Node, Node[]>();
  for (const node of [...stack.all(securityGroup), ...stack.all(ingressRule, groupRule)]) {
    const guarded = dataGroups(stack);
    const group =
      node.type === securityGroup ? node : node.uses("securityGroupId").find((one) => guarded.has(one));
    const sources = ["referencedSecurityGroupId", "sourceSecurityGroupId", "ingress"];
    if (group) found.set(group, [...(found.get(group) ?? []), ...sources.flatMap((name) => node.uses(name))]);
  }
  return found;
});

const serviceGroups = perStack(
  (stack): ReadonlyMap<Node, Node> =>
    new Map(
      stack
        .all(service)
        .flatMap((node) => node.uses("networkConfiguration").map((group): [Node, Node] => [group, node])),
    ),
);

/**
 * The groups of a database through which it is written to. A cluster may wear one more for whoever only reads: where the
 * proxy is let into some of its groups, the others are that.
 */
function ownGroups(stack: StackView, database: Node): readonly Node[] {
  const proxies = new Set(stack.all(proxy).flatMap((node) => node.uses("vpcSecurityGroupIds")));
  const worn = database.uses("vpcSecurityGroupIds").filter((one) => one.type === securityGroup);
  const pooled = worn.filter((group) =>
    admitted(stack)
      .get(group)
      ?.some((source) => proxies.has(source)),
  );
  return pooled.length > 0 ? pooled : worn;
}

function tiers(worn: readonly string[], database: object = {}): StackExample {
  return [
    ...["api-group", "proxy-group", "data", "readers"].map((name) => ({ type: securityGroup, name })),
    { type: service, name: "api", uses: { networkConfiguration: ["api-group"] } },
    { type: proxy, name: "proxy", uses: { vpcSecurityGroupIds: ["proxy-group"] } },
    { type: instance, name: "main", props: { ...database }, uses: { vpcSecurityGroupIds: worn } },
  ];
}

function admits(group: string, client: string): StackExample[number] {
  return {
    type: ingressRule,
    name: `${group}-from-${client}`,
    uses: { securityGroupId: [group], referencedSecurityGroupId: [client] },
  };
}
