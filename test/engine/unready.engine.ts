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

describe.skipIf(!installed)("staging whose balancer stands behind a foreign firewall", () => {
  let work: Workspace;
  let preview: Outcome;
  beforeAll(async () => {
    work = await Workspace.create("staging", { fixture: "open-door.ts" });
    preview = await work.preview();
  });
  afterAll(() => work.remove());

  it("is refused by the preview, as the gate refuses it (C06, C07, K22)", async () => {
    const gate = await work.gate();

    expect(preview.code).not.toBe(0);
    expect(undecided(preview)).toEqual([]);
    expect(findings(preview)).toEqual(gate.findings);
    expect(new Set(findings(preview).map(({ rule }) => rule))).toEqual(new Set(["balancer-behind-firewall"]));
  });
});

describe.skipIf(!installed)("production that collects no telemetry", () => {
  let work: Workspace;
  let preview: Outcome;
  beforeAll(async () => {
    work = await Workspace.create("production");
    work.set(["telemetry"], undefined);
    preview = await work.preview();
  });
  afterAll(() => work.remove());

  it("is refused before a resource is planned, and named (C12, G06)", () => {
    expect(preview.code).not.toBe(0);
    expect(preview.text).toContain("production must collect metrics and traces");
    expect(work.journal.filter(({ call }) => call === "create")).toEqual([]);
  });
});
