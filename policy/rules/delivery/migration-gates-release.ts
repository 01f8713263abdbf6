import { service } from "../../reading/aws-types.ts";
import { cluster, instance, proxy } from "../../reading/data-tier.ts";
import { databaseClients } from "../../reading/database-clients.ts";
import { asksAt } from "../../reading/hooks.ts";
import { ingressRule, securityGroup } from "../../reading/openings.ts";
import { isReplica } from "../../reading/primaries.ts";
import { asks, canary, release, shiftingService } from "../../reading/release-examples.ts";
import { isShifting } from "../../reading/releases.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const stage = "PRE_SCALE_UP";

export const migrationGatesRelease = stackRule({
  id: "migration-gates-release",
  title: "No new code starts on a database that has not been migrated for it",
  requirements: ["C13", "P07", "K04"],
  judges: [instance, cluster],
  why: "Whoever has to remember the migration forgets it once; and each service that starts before it meets a schema it does not know.",
  fix: `Add a lifecycle hook of targetType AWS_LAMBDA at ${stage} to one service that uses the database and shifts traffic, and let all others that use it depend on that service.`,
  findings: (stack) =>
    stack
      .all(instance, cluster)
      .filter((node) => !isReplica(node))
      .flatMap((node) => {
        const clients = databaseClients(stack, node);
        const gates = new Set(clients.filter(migrates));
        if (clients.length > 0 && gates.size === 0)
          return [{ node, says: `no service that uses it asks a function at ${stage}` }];
        return clients
          .filter((client) => !comesAfter(client, gates))
          .map((client) => ({
            node: client,
            says: `may start before ${node.name} has been migrated for it`,
          }));
      }),
  examples: {
    pass: [
      stored({}),
      stored({ worker: ["api"] }),
      stored({ worker: ["ready"] }, { ready: { type: "any:thing:Thing", after: ["api"] } }),
      [{ type: instance, name: "main" }],
      [...release(), { type: instance, name: "copy", props: { replicateSourceDb: "main" } }],
      stored(
        {},
        {
          proxy: { type: proxy, uses: { vpcSecurityGroupIds: ["proxy-group"] } },
          "proxy-group": { type: securityGroup },
          "from-proxy": lets("database-group", "proxy-group"),
          "from-api": lets("proxy-group", "api-group"),
        },
      ),
    ],
    fail: [
      stored({}, { api: shiftingService() }),
      stored({}, { api: gate({ strategy: "ROLLING" }) }),
      stored({ worker: [] }),
      stored(
        {},
        {
          proxy: { type: proxy, uses: { vpcSecurityGroupIds: ["proxy-group"] } },
          "proxy-group": { type: securityGroup },
          "from-proxy": lets("database-group", "proxy-group"),
          "from-api": lets("proxy-group", "api-group"),
          api: shiftingService(),
        },
      ),
    ],
  },
});

const migrates = (node: Node): boolean =>
  isShifting(node.known("deploymentConfiguration", "strategy")) && asksAt(node, stage);

/** Itself or, by whatever way, made and updated after one of them. */
function comesAfter(node: Node, gates: ReadonlySet<Node>): boolean {
  const seen = new Set([node]);
  for (const at of seen) {
    if (gates.has(at)) return true;
    for (const before of at.dependencies) seen.add(before);
  }
  return false;
}

type Part = Omit<StackExample[number], "name">;

function lets(to: string, from: string): Part {
  return { type: ingressRule, uses: { securityGroupId: [to], referencedSecurityGroupId: [from] } };
}

function gate(deployment: object): Part {
  return shiftingService({
    deploymentConfiguration: { ...canary, lifecycleHooks: [asks(stage)], ...deployment },
  });
}

/** A database that the api migrates, and other services that use it, each with what it waits for. */
function stored(
  others: Readonly<Record<string, readonly string[]>>,
  changes: Readonly<Record<string, Part>> = {},
): StackExample {
  const more = Object.entries(others).flatMap(([name, after]): readonly (readonly [string, Part])[] => [
    [name, { type: service, uses: { networkConfiguration: [`${name}-group`] }, after }],
    [`${name}-group`, { type: securityGroup }],
    [`from-${name}`, lets("database-group", `${name}-group`)],
  ]);
  return release({
    main: { type: instance, uses: { vpcSecurityGroupIds: ["database-group"] } },
    "database-group": { type: securityGroup },
    "from-api": lets("database-group", "api-group"),
    api: gate({}),
    ...Object.fromEntries(more),
    ...changes,
  });
}
