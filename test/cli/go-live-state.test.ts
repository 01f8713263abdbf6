import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { ageWords, stateAge } from "../../cli/go-live/age.ts";
import { standingAt, stateIn } from "../../cli/go-live/standing.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { root } from "../config/writing.ts";
import { readyEvaluation } from "../readiness/evaluations.ts";

vi.mock("../../readiness/go-live/standing.ts", () => ({
  standingOf: async (_state: unknown, _evaluation: unknown, { from }: { from: string }) => ({ from }),
}));

const folder = mkdtempSync(join(tmpdir(), "golive-state-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const exported = join(folder, "state.json");
const hourMs = 3_600_000;

describe("the age of an exported state", () => {
  const now = new Date("2026-11-21T12:00:00.000Z");
  const age = (written: string, at: string | undefined) => {
    writeFileSync(exported, "{}");
    utimesSync(exported, now, new Date(written));
    return stateAge(exported, { at }, now);
  };

  it("is that of what was last known of it: its update, or the file that says so", () => {
    expect(age("2026-11-19T12:00:00.000Z", "2026-11-18T12:00:00.123456789Z")).toBe(48);
    expect(age("2026-11-21T11:00:00.000Z", "2026-11-01T12:00:00.000Z")).toBe(1);
    expect(age("2026-11-01T12:00:00.000Z", "2026-11-21T11:00:00+00:00")).toBe(1);
    expect(age("2026-11-20T12:00:00.000Z", undefined)).toBe(24);
  });

  it("is said in minutes, hours or days", () => {
    expect([0.5, 30, 73].map(ageWords)).toEqual(["30 min old", "30 h old", "3 days old"]);
  });
});

describe("an exported state", () => {
  const file = readStackFile(join(root, "Pulumi.production.yaml"));
  if ("mistakes" in file) throw new Error("the production stack file is wrong");
  const standing = (hours: number, rehearsal = false) => {
    const at = new Date(Date.now() - hours * hourMs);
    const deployment = { manifest: { time: at.toISOString() }, resources: [] };
    writeFileSync(exported, JSON.stringify({ version: 3, deployment }));
    utimesSync(exported, at, at);
    const given = stateIn(exported, file);
    return standingAt(readyEvaluation(), file, root, { state: exported, rehearsal, given });
  };

  it("says how old it is", async () => {
    expect(await standing(3)).toEqual({ from: `${exported}, 3 h old` });
  });

  it("does not speak for what stands when it is older than a day, but in a rehearsal", async () => {
    expect(await standing(72.5)).toEqual({
      unknown: `${exported}, 3 days old, speaks for what stands for 24 h`,
    });
    expect(await standing(72.5, true)).toEqual({ from: `${exported}, 3 days old` });
  });
});
