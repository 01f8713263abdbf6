import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type KindName, kindOf } from "../../evidence/kinds.ts";
import type { Ended } from "../cli/running.ts";
import { chromium } from "./browser.ts";
import { nextDigest, revisions } from "./launch/platform.ts";
import { minutes, rehearsed } from "./launch/rehearsed.ts";
import { World } from "./launch/world.ts";
import type { Fault } from "./product.ts";
import { apiFolder } from "./product-python.ts";

// Real: the product with its database, queue, worker and pages; the commands, each as a person types it; the records; the
// browser. Stood in for: AWS, by moto and launch/aws.ts, which says what of it; the error tracker; Docker; and what the
// engine would export (launch/state.ts). test/engine/launch.engine.ts has the real engine.
let world: World;
beforeAll(async () => {
  world = await World.start();
}, 180_000);
afterAll(() => world?.stop(), 60_000);

/** A database of its own, as tasks in AWS are told of it: the preflight looks at the address alone. */
const inAws = { DATABASE_URL: "postgresql://app:unused@db.rolodex.example/rolodex?sslmode=require" };

const cutover = (phase: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> => {
  const { folder, evidence, state, commit, key, repository, product, through } = world;
  const where = ["-d", folder, "--evidence", evidence, "--state", state, "--rehearsal"];
  const what = ["--commit", commit, "--repository", repository, "--logs", product.logs, "--minutes", minutes];
  const here = ["--exec", "--cwd", apiFolder, "--sign-with", key, "--out", join(folder, "report")];
  return world.golive(["cutover", phase, "production", "--yes", ...where, ...what, ...here, ...through], env);
};

/** A machine that does much else answers late: what is about time may be tried anew, as people would. */
async function patient(act: () => Promise<Ended>): Promise<Ended> {
  let ended = await act();
  for (let times = 1; times < 4 && ended.status === 1; times++) ended = await act();
  return ended;
}
const aboutTime = ["load", "soak", "watch-60m", "watch-24h", "drumbeat", "page-load"];

/** Types what the verdict names, with what a rehearsal adds. */
async function typed(what: string, command: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  if (what === "page") return paged(command);
  if (what === "canary") {
    const { staging } = world.stands;
    world.aws.staging.ecs.deployed("api", staging.definition("api", revisions.now), "SUCCESSFUL");
  }
  return world.golive(rehearsed(world, what, command), { ...(what === "preflight" && inAws), ...env });
}

/** Somebody answers as soon as the page is out. */
async function paged(command: string): Promise<Ended> {
  const { published } = world.aws.production;
  const before = published.length;
  const words = rehearsed(world, "page", command);
  const waiting = world.golive(words);
  await expect.poll(() => published.length, { timeout: 30_000 }).toBeGreaterThan(before);
  const [, code = "none"] = / --ack (\S+) /.exec(published.at(-1) ?? "") ?? [];
  const answer = ["--ack", code, "--by", "Mira Okafor"];
  const { status, stderr } = await world.golive([...words.filter((word) => word !== "--yes"), ...answer]);
  expect([status, stderr]).toEqual([0, ""]);
  return waiting;
}

const failedAt = (what: string, { status, stdout, stderr }: Ended): string =>
  `${what} ended with ${status}\n${stdout.slice(-1500)}\n${stderr}`;

describe("a launch of the sample product", { timeout: 400_000 }, () => {
  it("begins with nothing: NO-GO, and every kind of trial is missing", async () => {
    const { verdict, missing } = await world.verdict();
    expect(verdict).toBe("NO-GO");
    expect(missing.filter(({ tier, state }) => tier !== "exercised" || state === "failed")).toEqual([]);
    expect(missing).toHaveLength(32);
  });

  it("passes half an hour and ten minutes before, unattended", async () => {
    const t30 = await patient(() => cutover("t-30", inAws));
    expect(t30.status, failedAt("t-30", t30)).toBe(0);
    const t10 = await cutover("t-10");
    expect(t10.status, failedAt("t-10", t10)).toBe(0);
    const again = await cutover("t-10");
    expect(again.stdout.match(/done already/g)).toHaveLength(2);
  });

  it("comes to GO by the very commands that the verdict names", async () => {
    const staging = ["staging", "-d", world.folder];
    const composed = await world.golive(["ops", "compose", ...staging]);
    expect(composed.status).toBe(0);
    // What a drumbeat asks of staging's records, and the verdict only of production's.
    await typed("restore", `./golive ops restore-drill ${staging.join(" ")} --yes`);
    const { missing } = await world.verdict();
    for (const { what, command } of missing) {
      const type = () => typed(what, command);
      const ended = await (aboutTime.includes(what) ? patient(type) : type());
      expect(ended.status, failedAt(command, ended)).toBe(0);
    }
    const { verdict, missing: left } = await world.verdict();
    expect([verdict, left]).toEqual(["GO (rehearsal)", []]);
  });

  it("is signed, watched and reported at the moment and after it, and stays GO", async () => {
    // What the deployment would have left, which a rehearsal leaves out.
    const { production } = world.stands;
    world.aws.production.ecs.deployed("api", production.definition("api", revisions.now), "SUCCESSFUL");
    const t0 = await cutover("t0");
    expect(t0.status, failedAt("t0", t0)).toBe(0);
    expect(t0.stdout).toContain("left out: a rehearsal deploys nothing");
    const t60 = await patient(() => cutover("t60"));
    expect(t60.status, failedAt("t60", t60)).toBe(0);
    const { verdict, missing } = await world.verdict();
    expect([verdict, missing]).toEqual(["GO (rehearsal)", []]);
  });

  it("leaves a report that opens in a browser, and complains of nothing there", async () => {
    const file = join(world.folder, "report", "report.html");
    expect(readFileSync(file, "utf8")).toContain("✔ GO (rehearsal)");
    const browser = await chromium(9, join(world.folder, "profile"));
    try {
      const tab = await browser.newPage();
      const complaints: string[] = [];
      tab.on("console", (message) => complaints.push(message.text()));
      tab.on("pageerror", (error) => complaints.push(String(error)));
      await tab.goto(pathToFileURL(file).href, { waitUntil: "networkidle0" });
      expect(await tab.evaluate("document.querySelectorAll('.charts svg').length")).toBeGreaterThan(3);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

/** What a fault is found by, and the rows that this must speak against. */
interface Broken {
  readonly faults: readonly Fault[];
  readonly found: Readonly<Record<string, readonly string[]>>;
}

const faults: readonly Broken[] = [
  { faults: ["slow"], found: { load: ["K03"], "watch-60m": ["C20"] } },
  { faults: ["errors"], found: { load: ["K03"], "watch-60m": ["C20"] } },
  { faults: ["auth-open"], found: { smoke: ["K10", "K22", "P19"], sanity: ["K10"] } },
  { faults: ["tenant-leak"], found: { smoke: ["G13"] } },
  {
    faults: ["pii-in-logs", "cors-wide", "no-429", "ghost-route"],
    found: { smoke: ["P12", "C05", "W08", "C06", "K02"] },
  },
  { faults: ["worker-stuck"], found: { smoke: ["P04"] } },
];

describe("a fault in what was GO", { timeout: 300_000 }, () => {
  beforeAll(() => world.keepRecords());
  beforeEach(() => world.asKept());
  afterAll(() => world.asKept());

  const commandOf = (kind: string): string => {
    const { command, where } = kindOf(kind as KindName);
    const on = where === "here" ? "production" : "staging";
    return `./golive ${command.replace("{stack}", `${on} -d ${world.folder}`)}`;
  };
  /** NO-GO by these trials alone, against these rows at least; and the command is named that shows it mended. */
  async function isFound(found: Broken["found"]): Promise<void> {
    const { verdict, missing, rows } = await world.judged();
    expect(verdict).toBe("NO-GO");
    expect(missing.map(({ what, state, command }) => [what, state, command]).sort()).toEqual(
      Object.keys(found)
        .map((kind) => [kind, "failed", commandOf(kind)])
        .sort(),
    );
    for (const [kind, ids] of Object.entries(found)) {
      expect(missing.find(({ what }) => what === kind)?.requirements).toEqual(
        expect.arrayContaining([...ids]),
      );
      for (const id of ids) expect(rows.find((row) => row.id === id)?.exercised.state).toBe("failed");
    }
  }

  it.for(faults)(
    "of the kind $faults is NO-GO, by the rows that it speaks against",
    async ({ faults, found }) => {
      await world.restart(...faults);
      for (const kind of Object.keys(found)) {
        const ended = await typed(kind, commandOf(kind));
        expect(ended.status, failedAt(kind, ended)).toBe(1);
      }
      await isFound(found);
    },
  );

  it("in a migration is NO-GO too, and GO again by the same command without it", async () => {
    await world.restart();
    const command = commandOf("migrate");
    const failed = await typed("migrate", command, { FAULTS: "migration-fails" });
    expect(failed.status).toBe(1);
    await isFound({ migrate: ["C13", "P07"] });
    const mended = await typed("migrate", command);
    expect(mended.status, failedAt("migrate", mended)).toBe(0);
    const { verdict, missing } = await world.judged();
    expect([verdict, missing]).toEqual(["GO (rehearsal)", []]);
  });

  it("is NO-GO where a record was edited, whatever it says now", async () => {
    const file = join(world.evidence, "rolodex-staging", "00000001.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(/"says": *"[^"]*"/, '"says":"all is well"'));
    const { status, stdout } = await world.golive([
      ...["gate", "--go-live", "--rehearsal", "--stack", "production", "-d", world.folder],
      ...["--state", world.state, "--evidence", world.evidence],
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain("record 1 was changed after record 2 was written");
  });
});

describe("a canary that is broken", { timeout: 180_000 }, () => {
  const trial = () => ["production", "-d", world.folder, "--evidence", world.evidence];
  const newest = async () => (await world.records("production")).at(-1);
  beforeEach(() => {
    const { ecs } = world.aws.production;
    const { production } = world.stands;
    ecs.services.clear();
    production.serve(revisions.now);
    world.aws.production.failing = 0;
  });
  /** What serves, as `ops release` says it. */
  async function served(): Promise<unknown> {
    const { stdout } = await world.golive(["ops", "release", "production", "-d", world.folder, "--json"]);
    return JSON.parse(stdout).serving?.id ?? null;
  }

  it("is seen in its own numbers, and the record names the release that it was of", async () => {
    const { aws, stands } = world;
    aws.production.failing = 40;
    aws.production.ecs.deployed(
      "api",
      stands.production.definition("api", revisions.next),
      "ROLLBACK_SUCCESSFUL",
    );
    const watched = await world.golive(["ops", "canary", "watch", ...trial()]);
    expect(watched.status, failedAt("canary watch", watched)).toBe(1);
    const record = await newest();
    expect(record).toMatchObject({ kind: "canary", result: "failed" });
    expect(record?.images.api).toContain(nextDigest);
    expect([...new Set(record?.failures.flatMap(({ requirements }) => requirements))].sort()).toEqual([
      "K05",
      "K08",
      "P16",
    ]);
    expect(await served()).toBe("20261110T000000Z-bbbbbb");
  });

  it("is taken back while it bears traffic: the old digest serves, and a record says so", async () => {
    const { aws, stands } = world;
    aws.production.ecs.deploying("api", stands.production.definition("api", revisions.next));
    const aborted = await world.golive([
      "ops",
      "canary",
      "abort",
      ...trial(),
      "--watch-minutes",
      "0",
      "--yes",
    ]);
    expect(aborted.status, failedAt("canary abort", aborted)).toBe(0);
    expect(await newest()).toMatchObject({
      kind: "canary-abort",
      result: "passed",
      measurements: { drill: false, "api serves": stands.production.image("api", revisions.now) },
    });
    expect(await served()).toBe("20261110T000000Z-bbbbbb");
  });

  it("is gone back from where it has all traffic already: the old digest serves, and a record says so", async () => {
    const { aws, stands } = world;
    aws.production.ecs.deployed("api", stands.production.definition("api", revisions.next), "SUCCESSFUL");
    expect(await served()).toBe(null);
    const back = await world.golive(["ops", "rollback", ...trial(), "--watch-minutes", "0", "--yes"]);
    expect(back.status, failedAt("rollback", back)).toBe(0);
    expect(await newest()).toMatchObject({
      kind: "rollback",
      result: "passed",
      measurements: { "api serves": stands.production.image("api", revisions.now) },
    });
    expect(await served()).toBe("20261110T000000Z-bbbbbb");
  });
});
