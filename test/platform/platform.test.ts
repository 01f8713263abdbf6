import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isCollected } from "../../config/telemetry.ts";
import { contract } from "../../stacks/contract.ts";
import { configOf, type Stack } from "../config/config-of.ts";
import type { Declared } from "./declare.ts";
import { platform, stacks } from "./platforms.ts";

describe.each(stacks)("the platform in %s", (stack) => {
  it("keeps every resource's identity: one that is renamed or moved without an alias is replaced", async () => {
    const { declared: all } = await platform(stack);
    const declared = all.filter(({ name }) => !name.startsWith("default_"));
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

  it("shows at the first preview all that it will ever declare", async () => {
    expect((await platform(stack)).names()).toEqual((await platform(stack, "resolved")).names());
  });

  it("has every policy in full before anything exists", async () => {
    const policies = (await platform(stack)).declared.flatMap(policiesOf);
    expect(policies.length).toBeGreaterThan(20);
    expect(policies.filter(({ value }) => typeof value !== "string").map(({ of }) => of)).toEqual([]);
    for (const { value } of policies) expect(() => JSON.parse(String(value))).not.toThrow();
  });

  it("tells of every container before anything exists", async () => {
    const tasks = (await platform(stack)).declared.filter(({ type }) => type === "golive:run:Task");
    const config = configOf(stack);
    expect(tasks.map(({ name }) => name).sort()).toEqual(
      [
        ...Object.keys(config.services),
        ...Object.keys(config.tasks).map((id) => `task-${id}`),
        ...Object.keys(config.crons).map((id) => `cron-${id}`),
      ].sort(),
    );
    for (const { name, outputs } of tasks) {
      const settings = config.services[name];
      const collected = settings !== undefined && isCollected(config.telemetry, settings);
      expect(outputs.containers).toEqual(
        [name, ...(collected ? ["collector"] : [])].map((container) =>
          expect.objectContaining({
            name: container,
            image: expect.stringContaining("@sha256:"),
            readonlyRootFilesystem: true,
          }),
        ),
      );
    }
  });

  it("announces itself as its contract says", async () => {
    const { outputs } = (await platform(stack, "resolved")).get("golive:platform:Platform", "platform");
    const { services, tasks, ...rest } = contract.parse(outputs.contract);
    expect(Object.keys(services)).toEqual(["api", "scheduler", "scraper", "worker"]);
    expect(Object.keys(tasks)).toEqual(["bootstrap-admin", "migrate", "verify"]);
    expect(rest).toMatchObject({ version: 4, cluster: `prospector-${stack}`, environment: stack });
  });
});

describe("what services may do", () => {
  it("leaves files to those that use them, and to no one else", async () => {
    const plan = await platform("production");
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
  it("are made of the same kinds of parts: only sizes and counts differ", async () => {
    const kinds = async (stack: Stack) => [
      ...new Set((await platform(stack)).declared.map(({ type }) => type)),
    ];
    expect((await kinds("staging")).sort()).toEqual((await kinds("production")).sort());
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
