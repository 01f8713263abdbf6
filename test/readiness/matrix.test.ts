import { describe, expect, it } from "vitest";
import { projectMatrix } from "../../cli/matrix.ts";
import { kindNames, kinds } from "../../evidence/kinds.ts";
import { filled, gapsIn, matrixOf, trialWords } from "../../readiness/register/matrix.ts";
import { requirements } from "../../readiness/register/requirements.ts";
import { requirementsDocument } from "../../readiness/report/requirements-document.ts";

const nothing = { rules: [], shipped: { chapters: [], workflows: {} }, tests: new Map<string, string>() };
const rowOf = (id: string, sources: Parameters<typeof matrixOf>[0]) =>
  matrixOf(sources).find(({ requirement }) => requirement.id === id);

describe("the requirement matrix", () => {
  it("has no empty cell", () => {
    expect(gapsIn(projectMatrix())).toEqual([]);
  });

  it("has a row for each of the register's, in its order", () => {
    expect(matrixOf(nothing).map(({ requirement: { id } }) => id)).toEqual(requirements.map(({ id }) => id));
  });

  it("counts what is there alone: a chapter that nobody wrote and a workflow that is not there fill nothing", () => {
    const shipped = {
      chapters: ["docs/runbook.md#rollback"],
      workflows: { ".github/workflows/release.yml": [] },
    };

    expect(rowOf("C21", nothing)?.documents).toEqual([]);
    expect(rowOf("C21", { ...nothing, shipped })?.documents).toEqual(["docs/runbook.md#rollback"]);
    expect(rowOf("C19", nothing)?.workflows).toEqual([]);
    expect(rowOf("C19", { ...nothing, shipped })?.workflows).toEqual([".github/workflows/release.yml"]);
  });

  it("finds the tests that name a row, and no others", () => {
    const tests = new Map([
      ["test/b.test.ts", "// K07"],
      ["test/a.test.ts", "K07 K08, and K0712 is none"],
    ]);

    expect(rowOf("K07", { ...nothing, tests })?.tests).toEqual(["test/a.test.ts", "test/b.test.ts"]);
    expect(rowOf("G01", { ...nothing, tests })?.tests).toEqual([]);
  });

  it("says that a cell is empty where a letter demands it, and only there", () => {
    const row = rowOf("K07", nothing); // I P
    expect(row && (["I", "P", "C", "W", "D"] as const).map((letter) => filled(row, letter))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(gapsIn(row ? [row] : [])).toEqual(["K07 P", "K07 tests"]);
  });

  it("writes a dash into each of them", () => {
    const document = requirementsDocument(matrixOf(nothing));
    const line = document.split("\n").find((one) => one.startsWith("| K07 |"));

    expect(line).toBe(
      "| K07 | page: p95 >250 ms for 5+ min | I P | `cloudwatch.MetricAlarm` | — |  |  |  | — |",
    );
    expect(document).toMatch(/\d+ cells are empty\./);
  });

  it("says of each kind of trial what makes its record, and for how long it counts", () => {
    expect(trialWords("load")).toEqual({ command: "ops load STACK", counts: "this release, 7 days" });
    expect(trialWords("sanity")).toEqual({ command: "emergency sanity STACK", counts: "a day" });
    for (const name of kindNames)
      expect(trialWords(name).counts).toContain(
        kinds[name].maxAgeDays === 1 ? "a day" : String(kinds[name].maxAgeDays),
      );
  });
});
