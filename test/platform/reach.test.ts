import { describe, expect, it } from "vitest";
import type { Service } from "../../config/shape/services.ts";
import { contract } from "../../stacks/contract.ts";
import { configOf } from "../config/config-of.ts";
import type { Declared, Plan } from "./declare.ts";
import { everyStack, platform } from "./platforms.ts";
import { egressType } from "./stores.ts";

/** `who → whom:port, let in` or `let out`, for every rule of every security group. */
const waysOf = (plan: Plan): readonly string[] =>
  plan.declared
    .filter(({ type }) => type.startsWith("aws:vpc/securityGroup"))
    .map((rule) => {
      const { fromPort, toPort, ipProtocol, cidrIpv4 } = rule.inputs;
      const listed = [...rule.uses("referencedSecurityGroupId"), ...rule.uses("prefixListId")];
      expect([ipProtocol, toPort]).toEqual(["tcp", fromPort]);
      const other = cidrIpv4 ?? listed.join();
      const [one] = rule.uses("securityGroupId");
      return rule.type.endsWith("IngressRule")
        ? `${other} → ${one}:${fromPort}, let in`
        : `${one} → ${other}:${fromPort}, let out`;
    })
    .sort();

const portOf = (service: Service | undefined): number =>
  service !== undefined && "port" in service ? service.port : 0;

const wears = (group: string) => (one: Declared) =>
  ["networkConfiguration", "vpcConfig", "vpcSecurityGroupIds", "securityGroupIds", "securityGroups"].some(
    (property) => one.uses(property).includes(group),
  );

describe("who may reach whom", () => {
  it("is a list that a person can read", async () => {
    expect(waysOf(await platform("production"))).toEqual([
      "0.0.0.0/0 → balancer-group:443, let in",
      "0.0.0.0/0 → balancer-group:80, let in",
      "10.20.0.0/16 → network-endpoint-group:443, let in",
      "api-group → 0.0.0.0/0:443, let out",
      "api-group → cache-queue-group:6379, let in",
      "api-group → cache-queue-group:6379, let out",
      "api-group → database-proxy-group:5432, let in",
      "api-group → database-proxy-group:5432, let out",
      "balancer-group → api-group:8000, let in",
      "balancer-group → api-group:8000, let out",
      "cache-credentials-group → 0.0.0.0/0:443, let out",
      "cache-credentials-group → cache-queue-group:6379, let in",
      "cache-credentials-group → cache-queue-group:6379, let out",
      "database-client → database-group:5432, let in",
      "database-client → database-group:5432, let out",
      "database-credentials-group → 0.0.0.0/0:443, let out",
      "database-credentials-group → database-proxy-group:5432, let in",
      "database-credentials-group → database-proxy-group:5432, let out",
      "database-proxy-group → database-group:5432, let in",
      "database-proxy-group → database-group:5432, let out",
      "network-own-addresses → balancer-group:8443, let in",
      "providers-group → 0.0.0.0/0:443, let out",
      "queues-group → 0.0.0.0/0:443, let out",
      "queues-group → cache-queue-group:6379, let in",
      "queues-group → cache-queue-group:6379, let out",
      "restart-group → 0.0.0.0/0:443, let out",
      "restart-group → cache-queue-group:6379, let in",
      "restart-group → cache-queue-group:6379, let out",
      "restart-group → database-proxy-group:5432, let in",
      "restart-group → database-proxy-group:5432, let out",
      "restore-check-group → 0.0.0.0/0:443, let out",
      "scheduler-group → 0.0.0.0/0:443, let out",
      "scheduler-group → cache-queue-group:6379, let in",
      "scheduler-group → cache-queue-group:6379, let out",
      "scheduler-group → database-proxy-group:5432, let in",
      "scheduler-group → database-proxy-group:5432, let out",
      "scraper-group → 0.0.0.0/0:443, let out",
      "smoke-group → 0.0.0.0/0:443, let out",
      "smoke-group → 0.0.0.0/0:8443, let out",
      "vitals-group → 0.0.0.0/0:443, let out",
      "worker-group → 0.0.0.0/0:443, let out",
      "worker-group → cache-queue-group:6379, let in",
      "worker-group → cache-queue-group:6379, let out",
      "worker-group → database-proxy-group:5432, let in",
      "worker-group → database-proxy-group:5432, let out",
    ]);
  });
});

describe.each(everyStack)("in $product, $stack", ({ product, stack }) => {
  const config = configOf(stack, product);

  it("services go to the proxy, the replicas, their caches and whom they call, and never to the server", async () => {
    const ways = waysOf(await platform(stack, "resolved", product));
    const replicated = config.database.readReplicas > 0;
    for (const [id, { uses }] of Object.entries(config.services)) {
      const stores = [
        ...(uses.database ? ["database-proxy-group:5432"] : []),
        ...(uses.database && replicated ? ["database-replica-group:5432"] : []),
        ...uses.caches.map((cache) => `cache-${cache}-group:6379`),
        ...uses.services.map((other) => `${other}-group:${portOf(config.services[other])}`),
      ].sort();
      const from = (direction: string, others: readonly string[]) =>
        others.map((other) => `${id}-group → ${other}, ${direction}`).sort();
      const told = ways.filter((way) => way.startsWith(`${id}-group →`));
      expect(told).toEqual(
        [...from("let in", stores), ...from("let out", ["0.0.0.0/0:443", ...stores])].sort(),
      );
    }
  });

  it("the server lets in its proxy and its client group, and lets nobody out", async () => {
    const ways = waysOf(await platform(stack, "resolved", product));
    expect(ways.filter((way) => / → database-group:.* in$/.test(way))).toEqual([
      "database-client → database-group:5432, let in",
      "database-proxy-group → database-group:5432, let in",
    ]);
    expect(ways.filter((way) => way.startsWith("database-group →"))).toEqual([]);
  });

  it("four functions wear the client group, and no service", async () => {
    const { declared } = await platform(stack, "resolved", product);
    expect(
      declared
        .filter(wears("database-client"))
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "database-credentials-function",
      "restart-function",
      "restore-check-function",
      "vitals-function",
    ]);
  });

  it("of the tasks, those that connect directly are to be run in it, and no other", async () => {
    const plan = await platform(stack, "resolved", product);
    const { outputs } = plan.get("golive:platform:Platform", "platform");
    const { services, tasks } = contract.parse(outputs.contract);
    const { securityGroupId: client } = plan.get(egressType, "database-client-to-server").inputs;
    expect(client).toMatch(/^sg-/);
    for (const [id, { service, connects }] of Object.entries(config.tasks))
      expect([id, tasks[id]?.securityGroups]).toEqual([
        id,
        [...(services[service]?.securityGroups ?? []), ...(connects === "direct" ? [client] : [])],
      ]);
    for (const { securityGroups } of Object.values(services)) expect(securityGroups).not.toContain(client);
  });
});
