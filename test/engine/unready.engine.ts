import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings, undecided } from "./findings.ts";
import { installed, type Outcome } from "./pulumi.ts";
import { type Stack, Workspace } from "./workspace.ts";

const stacks: readonly Stack[] = ["production", "staging"];

describe.skipIf(!installed).each(stacks)("%s with a database that breaks the rules", (stack) => {
  let work: Workspace;
  let up: Outcome;
  beforeAll(async () => {
    work = await Workspace.create(stack, { fixture: "unready.ts" });
    up = await work.up();
  });
  afterAll(() => work.remove());

  it("is refused before anything is created", () => {
    expect(up.code).not.toBe(0);
    expect(work.journal.filter(({ call, preview }) => call === "create" && preview !== true)).toEqual([]);
    expect(work.journal.some(({ call, preview }) => call === "create" && preview)).toBe(true);
  });

  it("is told so by exactly the findings of the gate, also where a value cannot be known", async () => {
    const gate = await work.gate();

    expect(undecided(up)).toEqual([]);
    expect(findings(up)).toEqual(gate.findings);
    expect(new Set(findings(up).map(({ status }) => status))).toEqual(new Set(["failed", "not proven"]));
  });
});
