import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { rollbackDrill } from "../../ops/rollback-drill.ts";
import { attempt, type TrialWork } from "../../ops/trial/attempt.ts";
import { beginTrial } from "../../ops/trial/trial.ts";
import { definition, ids, Stack } from "./rollback-stack.ts";

// Real: the command, the SDK, moto. Stood in for: ECS's service deployments, which moto lacks.
const [a, b] = ["20261101T000000Z-aaaaaa", "20261110T000000Z-bbbbbb"];

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack?.stop());
beforeEach(() => stack.prepare());
afterEach(() => vi.unstubAllEnvs());

const all = (revision: string) => Object.fromEntries(ids.map((id) => [id, revision]));
async function work(): Promise<TrialWork> {
  const trial = await beginTrial(stack.target, { evidence: undefined, through: {}, commit: null });
  const { signal, pace } = stack.manner();
  return { trial, voice: stack.voice, manner: { signal, pace } };
}
const drill = async () => {
  const now = await work();
  return attempt(now.trial, "rollback", () => rollbackDrill(1).act(now), now.voice);
};

describe("ops rollback-drill", () => {
  it("says between which releases it would go, and changes nothing", async () => {
    const lines = await rollbackDrill(1).plan(await work());

    expect(lines[0]).toBe(`from ${b} to ${a}, and back to ${b}`);
    expect([stack.ecs.changes, await stack.records("trials/")]).toEqual([[], {}]);
  });

  it("serves the release before, comes back, and leaves both as good as they were", async () => {
    const record = await drill();

    expect([record.result, record.says]).toEqual(["passed", `${a} was put back and served, then ${b} again`]);
    expect(record.measurements.minutes).toBe(1);
    expect(stack.serving).toEqual(all("2"));
    const rollbacks = Object.values(await stack.records("rollback/")) as { at: string }[];
    // Their ids count seconds, and both may be of the same one here.
    expect(rollbacks.toSorted((one, other) => one.at.localeCompare(other.at))).toEqual([
      expect.objectContaining({ from: b, to: a, result: "serves" }),
      expect.objectContaining({ from: a, to: b, result: "serves" }),
    ]);
    expect(Object.keys(await stack.records("release/")).toSorted()).toEqual([
      `release/${a}.json`,
      `release/${b}.json`,
    ]);
    expect(Object.values(await stack.records("trials/"))).toEqual([
      expect.objectContaining({ kind: "rollback", result: "passed", subject: null }),
    ]);
  });

  it("writes down that there is no way back, where the release before does not come up", async () => {
    stack.ecs.failing.add("api");

    await expect(drill()).rejects.toThrow(/does not serve everywhere/);
    expect(Object.values(await stack.records("trials/"))).toEqual([
      expect.objectContaining({ kind: "rollback", result: "failed" }),
    ]);
  });

  it("refuses where what serves was never proven to serve", async () => {
    for (const id of ids) stack.ecs.serve(id, definition(id, 3), {});
    await expect(rollbackDrill(1).plan(await work())).rejects.toThrow(/was never proven to serve/);
  });
});
