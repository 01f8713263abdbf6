import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installed, type Outcome } from "./pulumi.ts";
import { Workspace } from "./workspace.ts";

// Says nothing false about the platform, so the reader takes it; the pack does not (waiver-hygiene).
const staleWaiver = {
  rule: "database-private",
  resource: "nothing",
  reason: "kept from an earlier product",
  owner: "growth",
  until: new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10),
};

describe.skipIf(!installed)("an unready production update without the pack and without a preview", () => {
  let work: Workspace;
  let hasty: Outcome;
  beforeAll(async () => {
    work = await Workspace.create("production");
    work.set(["waivers"], [staleWaiver]);
    hasty = await work.hasty();
  });
  afterAll(() => work.remove());

  it("is refused by the program itself, in the pack's words", () => {
    expect(hasty.code).not.toBe(0);
    expect(hasty.text).toContain("production is not ready: 1 finding");
    expect(hasty.text).toContain("waiver-hygiene: the waiver of database-private on nothing excuses nothing");
  });

  it("creates nothing, and says so without a stack trace", () => {
    expect(work.journal.filter(({ call }) => call === "create")).toEqual([]);
    expect(hasty.text).not.toMatch(/^\s+at /m);
  });
});
