import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { condition } from "../../ops/condition.ts";
import { AwsFailed } from "../../ops/errors.ts";
import { judged } from "../../ops/preflight/ci.ts";
import { databaseFlaw, flawOf } from "../../ops/preflight/database.ts";
import type { Asking, Part } from "../../ops/preflight/part.ts";
import { vcpusOf } from "../../ops/preflight/quotas.ts";
import { looks, parts, preflightOutcome } from "../../ops/preflight.ts";
import { targetAt } from "../../ops/target.ts";
import { beginTrial } from "../../ops/trial/trial.ts";
import { root } from "../config/writing.ts";

const target = targetAt(join(root, "Pulumi.production.yaml"));

describe("a database's address (W03)", () => {
  it.each([
    "postgresql://app:pw@db.shop.example:5432/app?sslmode=require",
    "postgres://app:pw@db.shop.example/app?sslmode=verify-full",
    "postgresql+asyncpg://app:pw@db.shop.example/app?ssl=require",
  ])("is sound: %s", (url) => expect(flawOf(url)).toBeUndefined());

  it.each([
    ["postgresql://app:pw@localhost/app?sslmode=require", "its host is this machine"],
    ["postgresql://app:pw@127.0.0.1:5432/app?sslmode=require", "its host is this machine"],
    ["postgresql:///app?sslmode=require", "its host is this machine"],
    ["postgresql://app:pw@db.shop.example/app", "it does not ask for TLS: sslmode is missing or too lax"],
    [
      "postgresql://app:pw@db.shop.example/app?sslmode=prefer",
      "it does not ask for TLS: sslmode is missing or too lax",
    ],
    ["sqlite:///app.db", "it is no postgresql:// address"],
    ["changeme", "it is no postgresql:// address"],
  ])("is not: %s", (url, flaw) => {
    expect(flawOf(url)).toBe(flaw);
    expect(flawOf(url)).not.toContain("pw");
  });

  it("is read by nobody where the platform makes it, unless a rehearsal's environment holds one", async () => {
    const trial = await beginTrial(target, { evidence: "never-written", through: {}, commit: null });
    const session = () => Promise.reject(new Error("AWS was asked"));
    const ask = () => databaseFlaw({ trial: { ...trial, session } }, {});

    expect(await ask()).toEqual({
      says: "the platform makes it, with sslmode=verify-full, and has tried it",
    });
    vi.stubEnv("DATABASE_URL", "postgresql://app:pw@db.shop.example/app");
    expect(await ask()).toEqual({ flaw: "it does not ask for TLS: sslmode is missing or too lax" });
    // Whoever types has one of his own: it says nothing of what serves.
    const served = { ...trial, servesNow: async () => trial.release, session };
    expect(await databaseFlaw({ trial: served }, {})).toEqual({
      says: "the platform makes it, with sslmode=verify-full, and has tried it",
    });
    vi.unstubAllEnvs();
  });
});

describe("the CI of a commit (G10)", () => {
  const commit = "a".repeat(40);
  const run = (more: object = {}) => ({
    name: "check",
    head_sha: commit,
    status: "completed",
    conclusion: "success",
    ...more,
  });
  const of = (...runs: ReturnType<typeof run>[]) =>
    judged({ total_count: runs.length, check_runs: runs }, commit);

  it("is green where every check has ended well", () => {
    expect(of(run(), run({ conclusion: "skipped" }))).toEqual({
      name: "CI",
      ready: true,
      found: "2 checks of aaaaaaaaaaaa are green",
    });
  });

  it("waits for nothing of the run that asks, but for what has failed there", () => {
    const here = "https://github.com/prospector/platform/actions/runs/42/job/7";
    const going = run({ status: "in_progress", conclusion: null, details_url: here });
    const asked = (...runs: ReturnType<typeof run>[]) => {
      const { ready, found } = judged({ total_count: runs.length, check_runs: runs }, commit, "42");
      return [ready, found];
    };
    expect(asked(run(), going)).toEqual([true, "1 checks of aaaaaaaaaaaa are green"]);
    expect(asked(going)).toEqual([false, "not proven: nothing has run on aaaaaaaaaaaa"]);
    expect(asked(run({ details_url: here, conclusion: "failure" }), going)).toEqual([
      false,
      "check: failure",
    ]);
    const other = { ...going, details_url: here.replace("/42/", "/421/") };
    expect(asked(run(), other)).toEqual([false, "check: in_progress"]);
  });

  it.each([
    ["one has failed", of(run(), run({ name: "gate", conclusion: "failure" })), "gate: failure"],
    ["one still runs", of(run({ status: "in_progress", conclusion: null })), "check: in_progress"],
    [
      "each was skipped, or says nothing",
      of(run({ conclusion: "skipped" }), run({ conclusion: "neutral" })),
      "not proven: none of 2 checks of aaaaaaaaaaaa has succeeded: they were skipped, or say nothing",
    ],
    ["nothing has run", of(), "not proven: nothing has run on aaaaaaaaaaaa"],
    [
      "they are another commit's",
      of(run({ head_sha: "b".repeat(40) })),
      "not proven: these are the checks of bbbbbbbbbbbb, not of aaaaaaaaaaaa",
    ],
    [
      "not all were told",
      judged({ total_count: 2, check_runs: [run()] }, commit),
      "not proven: only 1 of 2 checks were told",
    ],
  ])("is not where %s", (_, { ready, found }, says) => expect([ready, found]).toEqual([false, says]));
});

it("counts the vCPUs of every service at its largest, twice, and Spot's share of them", () => {
  const size = { cpu: 512, memory: 1024 } as const;
  const { config } = target;
  const api = { ...config.services.api, size, scale: { min: 2, max: 6, cpuPercent: 60 } };
  const worker = {
    ...config.services.worker,
    size,
    scale: { min: 1, max: 4, cpuPercent: 60 },
    spotPercent: 50,
  };

  expect(vcpusOf({ services: { api, worker } as typeof config.services })).toEqual({ onDemand: 10, spot: 2 });
});

describe("the preflight", () => {
  const asking = { trial: { target } } as Asking;
  const part = (name: string, look: Part["look"]): Part => ({ name, requirements: ["K01"], look });
  const telling = (signal = new AbortController().signal) => ({
    signal,
    begin: () => undefined,
    end: () => undefined,
  });
  const good = part("good", async () => [condition("one", true, { found: "right", todo: "" })]);
  const bad = part("bad", async () => [condition("two", false, { found: "wrong", todo: "mend it" })]);
  const mute = part("mute", async () => {
    throw new AwsFailed("could not ask: ops needs ecr:DescribeImages");
  });

  it("counts what passed and what is critical, and takes what cannot be asked for a failure", async () => {
    expect(preflightOutcome(await looks(asking, [good, bad, mute], telling()), 3)).toEqual({
      passed: false,
      says: "1 passed, 2 critical failures",
      failures: [
        { what: "two: wrong", requirements: ["K01"] },
        { what: "mute: not proven: could not ask: ops needs ecr:DescribeImages", requirements: ["K01"] },
      ],
      measurements: { passed: 1, criticalFailures: 2 },
    });
  });

  it("passes where nothing failed, and not where it was stopped or asked nothing", async () => {
    const found = await looks(asking, [good], telling());

    expect(preflightOutcome(found, 1)).toMatchObject({ passed: true, says: "1 passed, 0 critical failures" });
    expect(preflightOutcome(found, 2)).toMatchObject({ passed: false });
    expect(preflightOutcome([], 0).passed).toBe(false);
    expect(await looks(asking, [good], telling(AbortSignal.abort()))).toEqual([]);
  });

  it("asks all of it, secrets first", () => {
    expect(parts.map(({ name }) => name)).toEqual([
      "secrets",
      "environment",
      "images",
      "alarms",
      "quotas",
      "CI",
      "breakers",
    ]);
  });

  it("says nothing of what is no dependency's fault", async () => {
    const broken = part("broken", async () => {
      throw new TypeError("a mistake of ours");
    });

    await expect(looks(asking, [broken], telling())).rejects.toThrow("a mistake of ours");
  });
});
