import { describe, expect, it } from "vitest";
import { verdictOf } from "../../readiness/register/verdict.ts";
import { comparison, earlierReports, goneStacks } from "../../readiness/report/comparison.ts";
import type { GateReport } from "../../readiness/types.ts";
import { finding, readyEvaluation } from "./evaluations.ts";

const now = (changes: Partial<GateReport> = {}): GateReport => ({
  ...verdictOf(readyEvaluation()),
  ...changes,
});
const earlier = (changes: Partial<GateReport> = {}) => {
  const [first] = earlierReports(JSON.stringify(now(changes))) ?? [];
  if (!first) throw new Error("no report");
  return first;
};
const cost = (low: number, high: number): GateReport["cost"] => ({ ...now().cost, total: { low, high } });
const one = (name: string) => ({ type: "aws:s3/bucket:Bucket", name, urn: `urn:pulumi:a::b::c::${name}` });

describe("a comparison with an earlier report", () => {
  it("says that nothing changed, where nothing did", () => {
    expect(comparison("shop", earlier(), now())).toBe(
      "## ✅ shop · production: ready\n\nNo finding, row, resource or price changes.\n",
    );
  });

  it("shows findings that are new and gone, and rows that changed", () => {
    const failing = verdictOf(readyEvaluation({ findings: [finding("rule-for-c09", "C09")] }));
    const [was] = earlierReports(JSON.stringify(failing)) ?? [];
    const worse = comparison("shop", earlier(), failing);

    expect(worse).toContain("## ❌ shop · production: not ready, and was ready");
    expect(worse).toMatch(/### New findings\n\n.*\n.*\n\| `rule-for-c09` \| failed \|/);
    expect(worse).toContain("| C09 | ready | not ready |");
    expect(comparison("shop", was, now())).toMatch(
      /### Findings that are gone\n\n.*\n.*\n\| `rule-for-c09` \|/,
    );
  });

  it("does not take other words of a finding for another finding", () => {
    const findings = [finding("rule-for-c09", "C09")];
    const reworded = findings.map((each) => ({ ...each, message: "in other words" }));
    expect(comparison("shop", earlier({ findings }), now({ findings: reworded }))).toContain("No finding");
  });

  it("lists resources that come and go, up to a limit", () => {
    const many = Array.from({ length: 60 }, (_, index) => one(`bucket-${index}`));
    const text = comparison("shop", earlier({ resources: [one("old")] }), now({ resources: many }));

    expect(text).toContain("### Resources added: 60");
    expect(text).toContain("| and 20 more |  |");
    expect(text).toContain("### Resources removed: 1\n\n| name | type |\n| --- | --- |\n| `old` |");
  });

  it("says what a month costs more or less", () => {
    const text = comparison("shop", earlier({ cost: cost(100, 200) }), now({ cost: cost(90, 260) }));
    expect(text).toContain("| $100 to $200 | $90 to $260 | −$10 to +$60 |");
  });

  it("has nothing to compare a new stack with, and names stacks that are gone", () => {
    expect(comparison("shop", undefined, now())).toContain("Nothing to compare with: the stack is new.");
    expect(goneStacks([earlier()], [])).toBe("1 stack no longer judged: production\n");
    expect(goneStacks([earlier()], ["production"])).toBe("");
  });

  it("reads one report, several, and nothing else", () => {
    expect(earlierReports(JSON.stringify({ verdict: "ready", stacks: [now()] }))).toHaveLength(1);
    expect(earlierReports('{"stacks":[]}')).toEqual([]);
    for (const text of ["", "{}", "[]", '{"stacks":[1]}']) expect(earlierReports(text)).toBeUndefined();
  });
});
