import { beforeEach, expect, it, vi } from "vitest";
import { upArguments } from "../../cli/up/arguments.ts";
import { up } from "../../cli/up/up.ts";

const asked = vi.hoisted(() => ({
  why: undefined as string | undefined,
  serving: [] as unknown[],
  planned: 0,
}));
vi.mock("../../cli/up/go.ts", () => ({
  outdatedGo: async (stack: string, serving: () => Promise<unknown>) => {
    asked.serving.push([stack, await serving()]);
    return asked.why;
  },
}));
vi.mock("../../cli/up/planned.ts", () => ({
  planned: async () => {
    asked.planned++;
    return { code: 0, began: true };
  },
}));

beforeEach(() => {
  Object.assign(asked, { why: undefined, serving: [], planned: 0 });
});
const unproven = () => up("production", upArguments(["--unproven", "--yes"]));

it("deploys nothing with a GO that has ended where AWS cannot be asked what serves", async () => {
  asked.why = "the GO for api ended on 2026-11-24T12:00:00.000Z";
  expect([await unproven(), asked.planned]).toEqual([1, 0]);
  expect(asked.serving).toEqual([["production", {}]]);
});

it("goes on without a proof where nothing speaks against its GO", async () => {
  expect([await unproven(), asked.planned]).toEqual([0, 1]);
});
