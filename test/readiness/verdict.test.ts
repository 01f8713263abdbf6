import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { parseStackFile } from "../../config/stack-file.ts";
import { otherProofs } from "../../readiness/register/proofs.ts";
import { isRequirement, requirement, requirements } from "../../readiness/register/requirements.ts";
import { shippedIn } from "../../readiness/register/shipped.ts";
import { verdictOf } from "../../readiness/register/verdict.ts";
import type { Evaluation, RuleInfo } from "../../readiness/types.ts";
import { finding, passing, readyEvaluation } from "./evaluations.ts";

const row = (id: string, evaluation: Evaluation) =>
  verdictOf(evaluation).requirements.find((one) => one.id === id);
const unready = (evaluation: Evaluation): string[] =>
  verdictOf(evaluation)
    .requirements.filter(({ status }) => status !== "ready")
    .map(({ id }) => id);
/** The ready stack with the rule of one row replaced. */
const withRule = (id: string, ...instead: RuleInfo[]) => {
  const ready = readyEvaluation();
  return { ...ready, rules: [...ready.rules.filter(({ requirements: [own] }) => own !== id), ...instead] };
};

describe("the register", () => {
  it("has every row of the five documents once", () => {
    const count = (letter: string) => requirements.filter(({ id }) => id.startsWith(letter)).length;

    expect({ G: count("G"), C: count("C"), P: count("P"), W: count("W"), K: count("K") }).toEqual({
      G: 19,
      C: 24,
      P: 19,
      W: 11,
      K: 26,
    });
    expect(new Set(requirements.map(({ id }) => id)).size).toBe(99);
  });

  it("says of every row what is demanded and how it is met", () => {
    expect(requirements.filter(({ demand, metBy }) => demand.length < 8 || metBy.length === 0)).toEqual([]);
    expect(requirement("K07")).toEqual({
      id: "K07",
      metBy: ["I", "P"],
      demand: "page: p95 >250 ms for 5+ min",
    });
  });

  it("knows no other ids", () => {
    expect(isRequirement("K99")).toBe(false);
    expect(() => requirement("K99")).toThrow(RangeError);
  });

  it("has its rows in the documents' order, and knows each row that a proof speaks of", () => {
    expect(requirements.map(({ id }) => id).join(" ")).toBe(
      [
        "G01 G02 G03 G04 G05 G06 G07 G08 G09 G10 G11 G12 G13 G14 G15 G16 G17 G18 G19",
        "C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13 C14 C15 C16 C17 C18 C19 C20 C21 C22 C23 C24",
        "P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 P16 P17 P18 P19",
        "W01 W02 W03 W04 W05 W06 W07 W08 W09 W10 W11",
        "K01 K02 K03 K04 K05 K06 K07 K08 K09 K10 K11 K12 K13 K14 K15 K16 K17 K18 K19 K20 K21 K22 K23 K24 K25 K26",
      ].join(" "),
    );
    expect(Object.keys(otherProofs).filter((id) => !isRequirement(id))).toEqual([]);
  });

  it("asks for infrastructure wherever a row is met by it", () => {
    const met = requirements.filter(({ metBy }) => metBy.includes("I")).map(({ id }) => id);

    expect(met.filter((id) => !otherProofs[id]?.infrastructure)).toEqual([]);
  });
});

describe("a key that counts as proof", () => {
  const text = readFileSync("Pulumi.production.yaml", "utf8");
  const mistakes = (without: readonly string[]) => {
    const file = parseDocument(text);
    file.deleteIn(["config", "golive:platform", ...without]);
    const read = parseStackFile(file.toString(), {
      file: "Pulumi.production.yaml",
      stack: "production",
      project: "golive",
    });
    return "mistakes" in read ? read.mistakes.map(({ path }) => path) : [];
  };

  it.each(Object.values(otherProofs).flatMap(({ config = [] }) => config))(
    "is one without which the file is refused: %s",
    (path) => {
      expect(mistakes(path.split("."))).toContain(path);
      expect(mistakes(["no-such-key"])).toEqual([]);
    },
  );
});

describe("the verdict", () => {
  it("is ready when every row is proven", () => {
    const report = verdictOf(readyEvaluation());

    expect(report.verdict).toBe("ready");
    expect(report.requirements.map(({ id, status }) => [id, status])).toEqual(
      requirements.map(({ id }) => [id, "ready"]),
    );
    expect(report.summary).toMatchObject({
      rules: requirements.length,
      passed: requirements.length,
      failed: 0,
      notProven: 0,
      waived: 0,
    });
  });

  it("has exactly the documented keys, in the documented order", () => {
    expect(Object.keys(verdictOf(readyEvaluation()))).toEqual([
      "stack",
      "environment",
      "verdict",
      "tier",
      "summary",
      "findings",
      "requirements",
      "parity",
      "resources",
      "dataMap",
      "surface",
      "breakers",
      "cost",
      "deployment",
      "timings",
    ]);
  });

  it("is not ready after one mandatory finding, and names its row", () => {
    const report = verdictOf(readyEvaluation({ findings: [finding("rule-for-c09", "C09")] }));

    expect(report.verdict).toBe("not ready");
    expect(report.requirements.filter(({ status }) => status !== "ready")).toEqual([
      { id: "C09", status: "not ready", proofs: ["infrastructure:aws:rds/instance:Instance"] },
    ]);
  });

  it("takes what cannot be told for not ready", () => {
    const evaluation = readyEvaluation({
      findings: [finding("rule-for-c09", "C09", { status: "not proven" })],
    });

    expect([verdictOf(evaluation).verdict, row("C09", evaluation)?.status]).toEqual([
      "not ready",
      "not proven",
    ]);
  });

  it("counts a finding also against a row that no rule is about", () => {
    const id = "C24";
    const report = verdictOf(readyEvaluation({ findings: [finding("service-bears-load", id)] }));

    expect(report.verdict).toBe("not ready");
    expect(report.requirements.filter(({ status }) => status !== "ready")).toMatchObject([
      { id, status: "not ready" },
    ]);
  });

  it("is held back by no advice", () => {
    expect(
      verdictOf(readyEvaluation({ findings: [finding("advice", "C09", { enforcement: "advisory" })] }))
        .verdict,
    ).toBe("ready");
  });

  it("accepts a waiver, and shows it in the proof", () => {
    const evaluation = readyEvaluation({ findings: [finding("rule-for-c09", "C09", { status: "waived" })] });

    expect(verdictOf(evaluation)).toMatchObject({
      verdict: "ready",
      summary: { passed: requirements.length - 1, waived: 1 },
    });
    expect(row("C09", evaluation)?.proofs).toContain("rule:rule-for-c09 (with a waiver)");
  });

  it.each([
    ["saw no resource", { ...passing("empty", "G01"), judged: 0 }],
    ["only advises", { ...passing("advice", "G01"), advisory: true }],
    ["can tell only after deploy", { ...passing("later", "G01"), afterDeploy: true }],
  ])("does not take a rule for proof that %s", (_, rule) => {
    expect(unready(withRule("G01", rule))).toEqual(["G01"]);
    expect(verdictOf(withRule("G01", rule)).verdict).toBe("not ready");
    expect(verdictOf(withRule("G01", rule, passing("another", "G01"))).verdict).toBe("ready");
  });

  it("lets an environment do without what only production needs, and says so", () => {
    const evaluation = {
      ...withRule("K07", { ...passing("big", "K07"), judged: 0, notAsked: true }),
      environment: "staging",
    };

    expect(verdictOf(evaluation).verdict).toBe("ready");
    expect(row("K07", evaluation)?.proofs).toContain("rule:big (not asked of staging)");
  });

  it("does not wait for what an after-deploy rule cannot tell yet, and stops where its rehearsal fails", () => {
    const rules = [...readyEvaluation().rules, { ...passing("later", "G05"), afterDeploy: true }];
    const rehearsed = (status: "failed" | "not proven") =>
      verdictOf(readyEvaluation({ rules, findings: [finding("later", "G05", { status })] }));

    expect([rehearsed("not proven").verdict, rehearsed("failed").verdict]).toEqual(["ready", "not ready"]);
  });

  it.each(
    Object.entries(otherProofs).flatMap(([id, { infrastructure = [] }]) =>
      infrastructure.map((types) => [id, [types].flat()] as const),
    ),
  )("does not have %s proven without any of %j, and does with each of them", (id, types) => {
    const ready = readyEvaluation();
    const without = (absent: readonly string[]) =>
      unready({ ...ready, resources: ready.resources.filter(({ type }) => !absent.includes(type)) });

    expect(without(types)).toContain(id);
    for (const type of types) expect(without(types.filter((other) => other !== type))).not.toContain(id);
  });

  it("is not ready when staging and production differ and nothing explains it", () => {
    const difference = { path: "backupRetentionPeriod", resource: "database", staging: 7, production: 14 };
    const evaluation = (intended: boolean) => readyEvaluation({ parity: [{ ...difference, intended }] });

    expect([verdictOf(evaluation(true)).verdict, verdictOf(evaluation(false)).verdict]).toEqual([
      "ready",
      "not ready",
    ]);
    expect(unready(evaluation(false))).toEqual(["P15"]);
  });

  it("does not have parity proven when nothing was compared", () => {
    const { comparedWith, ...alone } = readyEvaluation();

    expect([comparedWith, unready(alone)]).toEqual(["staging", ["P15"]]);
  });

  it("is not ready when the evaluation itself is in doubt, and says so among the findings", () => {
    const report = verdictOf(readyEvaluation({ problems: ["there is no Pulumi.staging.yaml (P15)"] }));

    expect(report.verdict).toBe("not ready");
    expect(report.findings).toMatchObject([
      {
        rule: "evaluation-complete",
        status: "not proven",
        requirements: ["P15"],
        resource: "urn:pulumi:production::shop::pulumi:pulumi:Stack::shop-production",
      },
    ]);
  });

  it("is not ready for a stack with nothing in it", () => {
    expect(verdictOf(readyEvaluation({ resources: [], rules: [] }))).toMatchObject({
      verdict: "not ready",
      summary: { passed: 0 },
    });
  });
});

describe("letters W and D", () => {
  const without = (change: (shipped: Evaluation["shipped"]) => Evaluation["shipped"]) =>
    readyEvaluation({ shipped: change(readyEvaluation().shipped) });

  it("a row whose chapter nobody wrote is not proven", () => {
    const evaluation = without((shipped) => ({
      ...shipped,
      chapters: shipped.chapters.filter((chapter) => chapter !== "docs/runbook.md#one-off-tasks"),
    }));
    expect(unready(evaluation)).toEqual(["W02"]);
    expect(row("W02", evaluation)?.status).toBe("not proven");
  });

  it("a row that needs two chapters is not proven by one", () => {
    const evaluation = without((shipped) => ({
      ...shipped,
      chapters: shipped.chapters.filter((chapter) => chapter !== "docs/runbook.md#restore-the-database"),
    }));
    expect(unready(evaluation)).toEqual(["K17"]);
  });

  it("a workflow that lacks a command, or runs it too early, proves nothing", () => {
    const file = ".github/workflows/release.yml";
    const steps = otherProofs.C19?.workflow?.runs ?? [];
    for (const runs of [steps.slice(1), [...steps].reverse()]) {
      const evaluation = without((shipped) => ({
        ...shipped,
        workflows: { ...shipped.workflows, [file]: runs },
      }));
      expect(unready(evaluation)).toContain("C19");
    }
    const exactly = without((shipped) => ({
      ...shipped,
      workflows: { ...shipped.workflows, [file]: steps },
    }));
    expect(row("C19", exactly)).toMatchObject({
      status: "ready",
      proofs: [expect.anything(), `workflow:${file}`],
    });
  });

  it("what really ships proves every row that rests on it", () => {
    const shipped = shippedIn(join(import.meta.dirname, "../.."));
    expect(unready(readyEvaluation({ shipped }))).toEqual([]);
  });

  it("a folder with neither ships nothing", () => {
    expect(shippedIn(import.meta.dirname)).toEqual({ chapters: [], workflows: {} });
  });
});
