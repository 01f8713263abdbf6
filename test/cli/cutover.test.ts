import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mistakesIn } from "../../cli/cutover/mistakes.ts";
import { partMistakes, stepAfter } from "../../cli/cutover/part.ts";
import { phaseNames, phases } from "../../cli/cutover/phases.ts";
import {
  type Cutover,
  endOf,
  planned,
  runPhase,
  type Stage,
  undeployed,
  unsaid,
} from "../../cli/cutover/run.ts";
import { type CutoverOptions, wordsOf } from "../../cli/cutover/words.ts";
import { intendedRelease } from "../../evidence/fingerprint.ts";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { chained, type Draft } from "../../evidence/record.ts";
import { targetAt } from "../../ops/target.ts";
import { root } from "../config/writing.ts";
import { draft } from "../evidence/drafts.ts";
import { answering } from "./answering.ts";

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
  "staging-evidence": undefined,
  push: false,
  from: undefined,
  until: undefined,
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
  "staging-evidence": "/staging",
  push: true,
  from: undefined,
  until: undefined,
};
const by = "arn:aws:sts::111122223333:assumed-role/ops/ada";
const record = (changes: Partial<Draft>) =>
  chained(draft({ by, ended: "2026-11-21T08:00:00.000Z", ...changes }), undefined, []);
const stage = (stack: string, more: Partial<Stage> = {}): Stage => ({
  ...{ stack, environment: stack, release, records: [] },
  ...{ serving: undefined, live: false, unsaid: undefined },
  ...more,
});
const card = (changes: Partial<Cutover> = {}): Cutover => ({
  phase: "t-30",
  options,
  again: false,
  now: new Date("2026-11-21T10:00:00.000Z"),
  stages: { here: stage("production"), staging: stage("staging") },
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
          "ops load staging --yes",
          "ops smoke staging --yes",
        ],
      ],
      ["t-10", ["ops migrate staging --yes", "ops restore-drill production --yes"]],
      [
        "t0",
        [
          "gate --go-live --stack production",
          "ops go production --yes",
          "up production --yes",
          "ops frontend publish  production --yes",
          "ops canary watch production",
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
    const staging = stage("staging");
    expect(states(card({ phase: "t0", stages: { here: staging, staging } }))).toEqual([
      ["go", "skipped"],
      ["sign", "skipped"],
      ["up", "to do"],
      ["pages", "skipped"],
      ["canary", "to do"],
      ["smoke-after", "to do"],
    ]);
  });

  it("goes on where it stopped: what a record of this release shows is not done again", () => {
    const staging = stage("staging", { records: [record({ kind: "smoke" })] });
    const here = stage("production", { records: [record({ kind: "preflight" })] });
    expect(states(card({ stages: { here, staging } }))).toEqual([
      ["gate", "to do"],
      ["preflight", "done"],
      ["load", "to do"],
      ["smoke", "done"],
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
    ["that nobody whom AWS knows has made", { by: "local:ada" }],
  ])("does again what a record shows %s", (_, changes) => {
    const staging = stage("staging", { records: [record({ kind: "smoke", ...changes })] });
    const { here } = card().stages;
    expect(states(card({ stages: { here, staging } }))[3]).toEqual(["smoke", "to do"]);
  });

  it("takes production's records for its own steps alone", () => {
    const here = stage("production", { records: [record({ kind: "smoke" })] });
    const { staging } = card().stages;
    expect(states(card({ stages: { here, staging } }))[3]).toEqual(["smoke", "to do"]);
  });
});

describe("a part of a phase", () => {
  const parts = (part: Partial<CutoverOptions>, more: Partial<Cutover> = {}) =>
    planned(card({ phase: "t0", options: { ...options, ...part }, ...more })).map((one) => [
      one.step.id,
      "skipped" in one ? one.skipped : "to do",
    ]);

  it("is what one role may do: the rest is left out, and says so", () => {
    expect(parts({ from: "up", until: "pages", pages: "dist" })).toEqual([
      ["go", "it comes before --from up"],
      ["sign", "it comes before --from up"],
      ["up", "to do"],
      ["pages", "to do"],
      ["canary", "it comes after --until pages"],
      ["smoke-after", "it comes after --until pages"],
    ]);
  });

  it.each([
    ["a step of another phase", { from: "watch", until: undefined }, ["--from"]],
    ["no step at all", { from: "", until: "everything" }, ["--from", "--until"]],
    ["an end before its beginning", { from: "canary", until: "up" }, ["--until"]],
  ])("has no %s", (_, part, paths) => {
    expect(partMistakes("t0", part).map(({ path }) => path)).toEqual(paths);
  });

  it("may be one step, and says which comes next", () => {
    expect(partMistakes("t0", { from: "up", until: "up" })).toEqual([]);
    expect(stepAfter("t0", { from: "up", until: "up" })).toBe("pages");
    expect(stepAfter("t0", { from: "canary", until: "smoke-after" })).toBeUndefined();
    expect(stepAfter("t0", { from: "canary", until: undefined })).toBeUndefined();
  });

  describe("that begins after the deployment", () => {
    const staging = stage("staging");
    const early = (serving: string | undefined, part: Partial<CutoverOptions> = {}, name = "t0" as const) =>
      undeployed(
        card({
          phase: name,
          options: { ...options, from: "canary", ...part },
          stages: { here: stage("production", { serving }), staging },
        }),
      );

    it("goes on where the release serves", () => expect(early(release)).toBeUndefined());

    it("tries nothing else than what is to be launched", () => {
      expect(early("c".repeat(64))).toBe(
        "production serves cccccccccccc, and its file names aaaaaaaaaaaa: up comes before --from canary",
      );
      expect(early(undefined)).toContain("serves what nobody could ask for");
    });

    it("is not asked of a rehearsal, of a part with the deployment, or of a phase without one", () => {
      expect(early(undefined, { rehearsal: true })).toBeUndefined();
      expect(early(undefined, { from: "up" })).toBeUndefined();
      expect(early(undefined, { from: undefined, until: "up" })).toBeUndefined();
      const t60 = card({ phase: "t60", options: { ...options, from: "report" } });
      expect(undeployed(t60)).toBeUndefined();
    });
  });
});

describe("what is deployed to production", () => {
  const nobody = "nobody has said GO";
  const why = (part: Partial<CutoverOptions> = {}, more: Partial<Stage> = {}, name = "production") => {
    const here = { ...stage(name, { unsaid: nobody }), ...more };
    const its = card({
      phase: "t0",
      options: { ...options, ...part },
      stages: { here, staging: stage("staging") },
    });
    return unsaid(its, planned(its));
  };

  it("has a GO: without one the whole phase is refused, and says who signs it", () => {
    expect(why()).toBe(
      "production gets nothing that nobody said GO to: nobody has said GO. `./golive ops go production --sign-with KEY --yes` says it before, --sign-with KEY in this phase",
    );
    expect(why({ from: "up", until: "pages" })).toContain(nobody);
    expect(why({}, { live: true })).toContain(nobody);
    expect(why({}, { unsaid: undefined })).toBeUndefined();
  });

  it("may get it in the same phase, but by no part that leaves the signature out", () => {
    expect(why({ "sign-with": "/key.pem" })).toBeUndefined();
    expect(why({ "sign-with": "/key.pem", from: "up" })).toContain(nobody);
  });

  it("may stand before users do, by a plan that was approved: a GO is computed from it", () => {
    const part = { from: "up", until: "pages", approved: "/plan.json" };
    expect(why(part)).toBeUndefined();
    expect(why(part, { live: true })).toContain(nobody);
    expect(why({ approved: "/plan.json" })).toContain(nobody);
  });

  it("is asked of nothing else: not of staging, a rehearsal, or a part that deploys nothing", () => {
    expect(why({}, {}, "staging")).toBeUndefined();
    expect(why({ rehearsal: true })).toBeUndefined();
    expect(why({ from: "canary" })).toBeUndefined();
  });
});

describe("what a cutover may be told", () => {
  const { config } = targetAt(join(root, "Pulumi.production.yaml"));
  const found = (part: Partial<CutoverOptions>, phase: "t-30" | "t0" = "t0") =>
    mistakesIn(phase, { config }, { ...options, ...part }).map(({ path, found }) => [path, found]);

  it("is no other project's stack where it deploys, which would be this project's", () => {
    const directory = "examples/product";
    expect(found({ directory })).toEqual([["--directory", directory]]);
    expect(found({ directory, from: "up", until: "up" })).toEqual([["--directory", directory]]);
    expect(found({ directory, rehearsal: true })).toEqual([]);
    expect(found({ directory, from: "canary" })).toEqual([]);
    expect(found({ directory }, "t-30")).toEqual([]);
    expect(found({ directory: root })).toEqual([]);
  });

  it("is no folder of records where a GO is signed", () => {
    const signs = { evidence: "records", "sign-with": "/key.pem" };
    expect(found(signs)).toEqual([["--evidence", "records"]]);
    expect(found({ ...signs, rehearsal: true })).toEqual([]);
    expect(found({ ...signs, from: "up" })).toEqual([]);
    expect(found({ evidence: "records" })).toEqual([]);
  });
});

describe("a release that users have already", () => {
  const here = stage("production", { live: true, serving: release });
  const skipped = (production: Stage) =>
    planned(card({ stages: { here: production, staging: stage("staging") } })).map((one) => [
      one.step.id,
      "skipped" in one ? one.skipped : "to do",
    ]);

  it("is not tried on staging again, which may be ahead of it", () => {
    const why = "production serves this release already: nothing is launched";
    expect(skipped(here)).toEqual([
      ["gate", "to do"],
      ["preflight", "to do"],
      ["load", why],
      ["smoke", why],
    ]);
  });

  it.each([
    ["is not launched", { ...here, live: false }],
    ["gets another one", { ...here, serving: "c".repeat(64) }],
    ["cannot be asked", { ...here, serving: undefined }],
    ["names an image without its digest", { ...here, release: undefined, serving: undefined }],
  ])("is one of a stack that does not say otherwise: all is tried where it %s", (_, production) => {
    expect(skipped(production).map(([, state]) => state)).toEqual(["to do", "to do", "to do", "to do"]);
  });
});

it("looks once at a canary, for nobody could look later; what can be tried again is", () => {
  const old = (kind: Draft["kind"]) => record({ kind, ended: "2026-08-01T08:00:00.000Z" });
  const records = [old("canary"), old("watch-60m")];
  const stages = { here: stage("production", { records }), staging: stage("staging") };
  const stateOf = (phase: "t0" | "t60", id: string, changes: Partial<Cutover> = {}) =>
    states(card({ phase, stages, ...changes })).find(([one]) => one === id)?.[1];
  expect([stateOf("t0", "canary"), stateOf("t60", "watch")]).toEqual(["done", "to do"]);
  expect(stateOf("t0", "canary", { now: new Date("2026-07-01T00:00:00.000Z") })).toBe("to do");
  const failed = [record({ kind: "canary", ended: "2026-08-01T08:00:00.000Z", result: "failed" })];
  const other = { here: stage("production", { records: failed }), staging: stage("staging") };
  expect(stateOf("t0", "canary", { stages: other })).toBe("to do");
});

describe("a release that was gone back from", () => {
  const at = (sequence: number, changes: Partial<Draft>) => ({
    ...record({
      measurements: { minutes: 60 },
      began: `2026-11-21T0${sequence}:00:00.000Z`,
      ended: `2026-11-21T0${sequence}:30:00.000Z`,
      ...changes,
    }),
    sequence,
  });
  const shown = [at(1, { kind: "canary" }), at(2, { kind: "watch-60m" }), at(3, { kind: "tag" })];
  const left = (...more: readonly ReturnType<typeof at>[]) => {
    const stages = {
      here: stage("production", { records: [...shown, ...more] }),
      staging: stage("staging"),
    };
    return (["t0", "t60"] as const)
      .flatMap((phase) => states(card({ phase, stages })))
      .filter(([id]) => ["canary", "watch", "tag"].includes(id ?? ""))
      .map(([, state]) => state);
  };

  it("is watched anew when it is deployed once more; its tag stays", () => {
    expect(left()).toEqual(["done", "done", "done"]);
    expect(left(at(4, { kind: "rollback", release: "c".repeat(64) }))).toEqual(["to do", "to do", "done"]);
    expect(left(at(4, { kind: "rollback", result: "failed" }))).toEqual(["to do", "to do", "done"]);
    expect(left(at(4, { kind: "canary-abort", measurements: { drill: false } }))[0]).toBe("to do");
  });

  it("was watched since, where a record says so: a look back by its end, a look forward by its beginning", () => {
    const back = at(4, { kind: "rollback" });
    const looked = at(5, { kind: "canary", began: "2026-11-21T01:00:00.000Z" });
    const during = at(6, { kind: "watch-60m", began: "2026-11-21T04:10:00.000Z" });
    expect(left(back, looked, during)).toEqual(["done", "to do", "done"]);
    expect(left(back, looked, at(6, { kind: "watch-60m" }))).toEqual(["done", "done", "done"]);
  });

  it("is none for a drill, which ends where it began, nor for a redeployment", () => {
    const drills = [
      at(4, { kind: "rollback", measurements: { thereSeconds: 60, backSeconds: 60 } }),
      at(5, { kind: "rollback", subject: "redeploy" }),
      at(6, { kind: "canary-abort", measurements: { drill: true } }),
    ];
    expect(left(...drills)).toEqual(["done", "done", "done"]);
  });
});

it("restores what no record of these days shows, whichever release it was of", () => {
  const restored = (ended: string) => {
    const records = [record({ kind: "restore", release: "c".repeat(64), began: ended, ended })];
    const stages = { here: stage("production", { records }), staging: stage("staging") };
    return states(card({ phase: "t-10", stages }))[1];
  };
  expect(restored("2026-11-14T05:00:00.000Z")).toEqual(["restore", "done"]);
  expect(restored("2026-11-12T05:00:00.000Z")).toEqual(["restore", "to do"]);
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
      const { stdout, status } = await answering([...help, "--help"]);
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
    const { stdout, status } = await answering(["cutover", "t-10", "production", "--evidence", folder]);
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

  it("deploys nothing to production that nobody said GO to, and says so beforehand", async () => {
    const words = ["cutover", "t0", "production", "--evidence", folder];
    const [dry, real] = await Promise.all([answering(words), answering([...words, "--yes"])]);
    const why = "✘ production gets nothing that nobody said GO to: nobody has said GO.";
    expect([dry.status, dry.stdout]).toEqual([1, expect.stringContaining(why)]);
    expect(dry.stdout).toContain("→ 3/6 up: ");
    expect([real.status, real.stdout]).toEqual([1, expect.stringContaining(why)]);
    expect(real.stdout).toContain("Nothing was done.");
    expect(real.stdout).not.toContain("$ ./golive gate");
  });

  it("deploys no other project's stack", async () => {
    const { status, stdout, stderr } = await answering([
      ...["cutover", "t0", "production", "-d", "examples/product", "--evidence", folder],
      ...["--sign-with", "/key.pem", "--yes"],
    ]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--directory\n  found:   examples/product");
    expect(stderr).toContain("--evidence\n  found:   ");
  });

  it("refuses a step that the phase has not, and names those that it has", async () => {
    const { status, stderr } = await answering([
      ...["cutover", "t-10", "production", "--evidence", folder],
      ...["--until", "up"],
    ]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("a step of t-10: migrate, restore")]);
  });

  it("goes on after a deployment only where that serves", async () => {
    const { status, stdout } = await answering([
      ...["cutover", "t0", "production", "--evidence", folder],
      ...["--from", "canary", "--yes"],
    ]);
    expect([status, stdout]).toEqual([1, expect.stringContaining("up comes before --from canary")]);
  });

  it("reads staging's records where they were brought to", async () => {
    const mine = mkdtempSync(join(tmpdir(), "golive-cutover-staging-"));
    const words = ["cutover", "t-10", "production", "--evidence", folder, "--staging-evidence", mine];
    const store = new EvidenceFolder(mine, "prospector-staging");
    const { release } = intendedRelease(targetAt(join(root, "Pulumi.production.yaml")).config) ?? {};
    if (release === undefined) throw new Error("production's file names no release");
    const now = new Date().toISOString();
    await store.append(
      draft({ by, kind: "migrate", release, stack: "prospector-staging", began: now, ended: now }),
    );
    const { stdout } = await answering(words);
    rmSync(mine, { recursive: true, force: true });
    expect(stdout).toContain("✔ 1/2 migrate");
    expect(stdout).toContain("→ 2/2 restore");
  });

  it("refuses a phase that there is not, and an address elsewhere outside of a rehearsal", async () => {
    const phase = await answering(["cutover", "t-5", "production", "--evidence", folder]);
    expect([phase.status, phase.stderr]).toEqual([2, expect.stringContaining("t-30")]);
    const words = ["--evidence", folder, "--through", "api=http://127.0.0.1:1"];
    const elsewhere = await answering(["cutover", "t-30", "production", ...words]);
    expect(elsewhere.status).toBe(2);
    expect(elsewhere.stderr).toContain("only together with --rehearsal");
  });
});
