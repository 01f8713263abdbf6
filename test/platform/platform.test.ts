import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contract } from "../../stacks/contract.ts";
import { Platform } from "../../stacks/platform.ts";
import { awsProvider } from "../../stacks/provider.ts";
import { configOf } from "../config/config-of.ts";
import { type Declared, declare, type Plan } from "./declare.ts";

const stacks = ["production", "staging"] as const;
type Stack = (typeof stacks)[number];

/** Declared once for all tests: what they ask is what it says, never what it does. */
const plans = new Map<string, Plan>();
for (const stack of stacks)
  for (const pass of ["preview", "resolved"] as const) {
    const config = configOf(stack);
    const program = () => new Platform("platform", config, { providers: [awsProvider(config)] });
    plans.set(`${stack} ${pass}`, await declare(program, { pass }));
  }
function platform(stack: Stack, pass: "preview" | "resolved" = "preview"): Plan {
  const plan = plans.get(`${stack} ${pass}`);
  if (!plan) throw new Error(`${stack} was not declared`);
  return plan;
}

describe.each(stacks)("the platform in %s", (stack) => {
  it("keeps every resource's identity: one that is renamed or moved without an alias is replaced", async () => {
    const declared = platform(stack).declared.filter(({ name }) => !name.startsWith("default_"));
    const file = `./identity.${stack}.txt`;
    const known = new Set(declared.flatMap(({ identity, formerly }) => [identity, ...formerly]));
    expect(linesOf(file).filter((identity) => !known.has(identity))).toEqual([]); // even with `vitest -u`
    await expect(
      `${declared
        .map(({ identity }) => identity)
        .sort()
        .join("\n")}\n`,
    ).toMatchFileSnapshot(file);
  });

  it("shows at the first preview all that it will ever declare", () => {
    expect(platform(stack).names()).toEqual(platform(stack, "resolved").names());
  });

  it("has every policy in full before anything exists", () => {
    const policies = platform(stack).declared.flatMap(policiesOf);
    expect(policies.length).toBeGreaterThan(20);
    expect(policies.filter(({ value }) => typeof value !== "string").map(({ of }) => of)).toEqual([]);
    for (const { value } of policies) expect(() => JSON.parse(String(value))).not.toThrow();
  });

  it("tells of every container before anything exists", () => {
    const tasks = platform(stack).declared.filter(({ type }) => type === "golive:run:Task");
    const config = configOf(stack);
    expect(tasks.map(({ name }) => name).sort()).toEqual(
      [...Object.keys(config.services), ...Object.keys(config.tasks).map((id) => `task-${id}`)].sort(),
    );
    for (const { name, outputs } of tasks)
      expect(outputs.containers).toEqual([
        expect.objectContaining({
          name,
          image: expect.stringContaining("@sha256:"),
          readonlyRootFilesystem: true,
        }),
      ]);
  });

  it("announces itself as its contract says", () => {
    const { outputs } = platform(stack, "resolved").get("golive:platform:Platform", "platform");
    const { services, tasks, ...rest } = contract.parse(outputs.contract);
    expect(Object.keys(services)).toEqual(["api", "scheduler", "scraper", "worker"]);
    expect(Object.keys(tasks)).toEqual(["bootstrap-admin", "migrate", "verify"]);
    expect(rest).toMatchObject({ version: 1, cluster: `prospector-${stack}`, environment: stack });
  });
});

describe("who may reach whom", () => {
  it("is a list that a person can read", () => {
    const plan = platform("production");
    const ways = plan.declared
      .filter(({ type }) => type.startsWith("aws:vpc/securityGroup"))
      .map((rule) => {
        const { fromPort, toPort, ipProtocol, cidrIpv4 } = rule.inputs;
        expect([ipProtocol, toPort]).toEqual(["tcp", fromPort]);
        const other = cidrIpv4 ?? rule.uses("referencedSecurityGroupId").join();
        const [one] = rule.uses("securityGroupId");
        return rule.type.endsWith("IngressRule")
          ? `${other} → ${one}:${fromPort}, let in`
          : `${one} → ${other}:${fromPort}, let out`;
      });
    expect(ways.sort()).toEqual([
      "0.0.0.0/0 → balancer-group:443, let in",
      "0.0.0.0/0 → balancer-group:80, let in",
      "10.20.0.0/16 → network-endpoint-group:443, let in",
      "api-group → 0.0.0.0/0:443, let out",
      "api-group → cache-group:6379, let in",
      "api-group → cache-group:6379, let out",
      "api-group → database-group:5432, let in",
      "api-group → database-group:5432, let out",
      "balancer-group → api-group:8000, let in",
      "balancer-group → api-group:8000, let out",
      "scheduler-group → 0.0.0.0/0:443, let out",
      "scheduler-group → cache-group:6379, let in",
      "scheduler-group → cache-group:6379, let out",
      "scheduler-group → database-group:5432, let in",
      "scheduler-group → database-group:5432, let out",
      "scraper-group → 0.0.0.0/0:443, let out",
      "worker-group → 0.0.0.0/0:443, let out",
      "worker-group → cache-group:6379, let in",
      "worker-group → cache-group:6379, let out",
      "worker-group → database-group:5432, let in",
      "worker-group → database-group:5432, let out",
    ]);
  });

  it("leaves files to those that use them, and to no one else", () => {
    const plan = platform("production");
    const allowed = plan.declared.filter(({ name }) => name.startsWith("bucket-reports-for-"));
    expect(allowed.map((policy) => policy.uses("role").join()).sort()).toEqual([
      "api-task-role",
      "task-bootstrap-admin-task-role",
      "task-migrate-task-role",
      "task-verify-task-role",
      "worker-task-role",
    ]);
  });
});

describe("staging and production", () => {
  it("are made of the same kinds of parts: only sizes and counts differ", () => {
    const kinds = (stack: Stack) => [...new Set(platform(stack).declared.map(({ type }) => type))].sort();
    expect(kinds("staging")).toEqual(kinds("production"));
  });
});

const linesOf = (file: string): readonly string[] => {
  const url = new URL(file, import.meta.url);
  return existsSync(url) ? readFileSync(url, "utf8").trimEnd().split("\n") : [];
};

/** Texts that are policies, by the name of the property, wherever a resource has one. */
const policiesOf = ({ type, name, inputs }: Declared) =>
  ["policy", "assumeRolePolicy"]
    .filter((property) => property in inputs)
    .map((property) => ({ of: `${type} ${name} ${property}`, value: inputs[property] }));
