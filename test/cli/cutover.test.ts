import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { phaseNames, phases } from "../../cli/cutover/phases.ts";
import { type Cutover, endOf, planned, runPhase } from "../../cli/cutover/run.ts";
import { type CutoverOptions, wordsOf } from "../../cli/cutover/words.ts";
import { chained, type Draft } from "../../evidence/record.ts";
import { draft } from "../evidence/drafts.ts";
import { running } from "./running.ts";

const release = "a".repeat(64);
const options: CutoverOptions = {
  approved: undefined,
  pages: undefined,
  directory: undefined,
  evidence: undefined,
  through: [],
  commit: undefined,
  exec: false,
  cwd: undefined,
  state: undefined,
  "sign-with": undefined,
  logs: undefined,
  minutes: undefined,
  repository: undefined,
  out: undefined,
  rehearsal: false,
};
const all: CutoverOptions = {
  approved: "/plan.json",
  pages: "pages",
  directory: "examples/product",
  evidence: "/records",
  through: ["api=http://127.0.0.1:8000"],
  commit: "abcdef1",
  exec: true,
  cwd: "/product",
  state: "/state.json",
  "sign-with": "/key.pem",
  logs: "/log",
  minutes: 1,
  repository: "/product",
  out: "/report",
  rehearsal: true,
};
const record = (changes: Partial<Draft>) =>
  chained(draft({ ended: "2026-11-21T08:00:00.000Z", ...changes }), undefined, []);
const card = (changes: Partial<Cutover> = {}): Cutover => ({
  phase: "t-30",
  options,
  again: false,
  now: new Date("2026-11-21T10:00:00.000Z"),
  stages: {
    here: { stack: "production", environment: "production", release, records: [] },
    staging: { stack: "staging", environment: "staging", release, records: [] },
  },
  ...changes,
});
const states = (cutover: Cutover) =>
  planned(cutover).map((one) => [
    one.step.id,
    "done" in one ? "done" : "skipped" in one ? "skipped" : "to do",
  ]);

describe("the go-live card", () => {
  it("has four phases, whose steps run on staging first and then here", () => {
    expect(
      phaseNames.map((name) => [name, planned(card({ phase: name })).map(({ words }) => words.join(" "))]),
    ).toEqual([
      [
        "t-30",
        [
          "gate --stack production",
          "ops preflight production",
          "ops smoke staging --yes",
          "ops load staging --yes",
        ],
      ],
      ["t-10", ["ops migrate staging --yes", "ops restore-drill production --yes"]],
      [
        "t0",
        [
          "gate --go-live --stack production",
          "ops go production --yes",
          "up production --yes",
          "ops canary watch production",
          "ops frontend publish  production --yes",
          "ops smoke production --yes",
        ],
      ],
      [
        "t60",
        [
          "ops watch production --window 60m",
          "emergency sanity production",
          "ops tag production --yes",
          "ops report production",
        ],
      ],
    ]);
  });

  it("leaves the signature out, and says so, where nobody can sign", () => {
    const [, sign] = planned(card({ phase: "t0" }));
    expect(sign).toMatchObject({ step: { id: "sign" }, skipped: "no --sign-with was given" });
  });

  it("asks no verdict of staging, which is where a launch is rehearsed", () => {
    const staging = { stack: "staging", environment: "staging", release, records: [] };
    expect(states(card({ phase: "t0", stages: { here: staging, staging } }))).toEqual([
      ["go", "skipped"],
      ["sign", "skipped"],
      ["up", "to do"],
      ["canary", "to do"],
      ["pages", "skipped"],
      ["smoke-after", "to do"],
    ]);
  });

  it("goes on where it stopped: what a record of this release shows is not done again", () => {
    const staging = {
      stack: "staging",
      environment: "staging",
      release,
      records: [record({ kind: "smoke" })],
    };
    const here = {
      stack: "production",
      environment: "production",
      release,
      records: [record({ kind: "preflight" })],
    };
    expect(states(card({ stages: { here, staging } }))).toEqual([
      ["gate", "to do"],
      ["preflight", "done"],
      ["smoke", "done"],
      ["load", "to do"],
    ]);
    expect(states(card({ stages: { here, staging }, again: true })).map(([, state]) => state)).toEqual([
      "to do",
      "to do",
      "to do",
      "to do",
    ]);
  });

  it.each<[string, Partial<Draft>]>([
    ["of another release", { release: "c".repeat(64) }],
    ["that failed", { result: "failed" }],
    ["that is too old", { ended: "2026-11-01T08:00:00.000Z" }],
    ["that was made elsewhere", { through: { api: "http://127.0.0.1:8000" } }],
  ])("does again what a record shows %s", (_, changes) => {
    const staging = {
      stack: "staging",
      environment: "staging",
      release,
      records: [record({ kind: "smoke", ...changes })],
    };
    const { here } = card().stages;
    expect(states(card({ stages: { here, staging } }))[2]).toEqual(["smoke", "to do"]);
  });

  it("takes production's records for its own steps alone", () => {
    const here = {
      stack: "production",
      environment: "production",
      release,
      records: [record({ kind: "smoke" })],
    };
    const { staging } = card().stages;
    expect(states(card({ stages: { here, staging } }))[2]).toEqual(["smoke", "to do"]);
  });
});

describe("a phase", () => {
  const run = async (codes: readonly number[], cutover = card(), stopped = () => false) => {
    const plan = planned(cutover);
    const typed: string[] = [];
    const left = [...codes];
    const start = async (words: readonly string[]) => {
      typed.push(words.join(" "));
      return left.shift() ?? 0;
    };
    const ran = await runPhase(plan, start, { begin: () => undefined, stopped });
    return { typed, code: endOf(ran, plan) };
  };

  it("is done when each step is", async () => {
    expect((await run([])).code).toBe(0);
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [130, 1],
    [127, 3],
  ])("stops at the first step that fails: exit code %i of it is %i of ours", async (code, ours) => {
    const ended = await run([0, code]);
    expect(ended.typed).toEqual(["gate --stack production", "ops preflight production"]);
    expect(ended.code).toBe(ours);
  });

  it("stops between two steps when it is told to, and is not done", async () => {
    const ended = await run([], card(), () => true);
    expect(ended.typed).toEqual(["gate --stack production"]);
    expect(ended.code).toBe(1);
  });
});

describe("the commands of the card", { timeout: 60_000 }, () => {
  const steps = phaseNames.flatMap((name) => phases[name].steps);
  it.each(steps.map((step) => [step.id, step] as const))(
    "%s knows every word that it is given",
    async (_, step) => {
      const words = wordsOf(step, "production", all);
      const help = step.command.replaceAll(/ \{\w+\}/g, "").split(" ");
      const { stdout, status } = await running([...help, "--help"]);
      expect(status).toBe(0);
      for (const word of words.filter((one) => one.startsWith("--") && one !== "--yes"))
        expect(stdout).toContain(`${word} `);
    },
  );
});

describe("golive cutover", { timeout: 60_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "golive-cutover-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("says what it would do, does nothing, and ends with 1", async () => {
    const { stdout, status } = await running(["cutover", "t-10", "production", "--evidence", folder]);
    expect(status).toBe(1);
    expect(stdout).toBe(
      [
        "t-10 of production, ten minutes before: the schema, and a backup that was restored",
        "",
        "→ 1/2 migrate: backed up, migrated and verified on staging (K04 C13)",
        "→ 2/2 restore: a backup was restored, read and timed (K04 K21)",
        "",
        "Dry run: nothing was done. The same command with --yes does what is left.",
        "",
      ].join("\n"),
    );
  });

  it("refuses a phase that there is not, and an address elsewhere outside of a rehearsal", async () => {
    const phase = await running(["cutover", "t-5", "production", "--evidence", folder]);
    expect([phase.status, phase.stderr]).toEqual([2, expect.stringContaining("t-30")]);
    const words = ["--evidence", folder, "--through", "api=http://127.0.0.1:1"];
    const elsewhere = await running(["cutover", "t-30", "production", ...words]);
    expect(elsewhere.status).toBe(2);
    expect(elsewhere.stderr).toContain("only together with --rehearsal");
  });
});
