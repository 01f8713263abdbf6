import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { type LoadKind, loadPlan, runLoad } from "../../ops/load.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { beginTrial } from "../../ops/trial/trial.ts";
import { Folder } from "../cli/running.ts";
import { listening, silenced } from "../listening.ts";

let folder: Folder;
let target: Target;
let kept: string;
const servers: Server[] = [];

beforeEach(() => {
  folder = new Folder().write();
  const read = targetAt(join(folder.path, "Pulumi.staging.yaml"));
  // What is declared there is TRIALS' own subject; here each API's health path is asked.
  target = { ...read, config: { ...read.config, trials: { ...read.config.trials, load: [] } } };
  kept = mkdtempSync(join(tmpdir(), "golive-evidence-"));
});
afterEach(() => {
  for (const server of servers.splice(0)) silenced(server);
  folder[Symbol.dispose]();
  rmSync(kept, { recursive: true, force: true });
});

async function tried(
  kind: LoadKind,
  answer: RequestListener,
  { seconds = 2, signal = new AbortController().signal, load = target.config.trials.load } = {},
): Promise<EvidenceRecord> {
  const server = createServer(answer);
  servers.push(server);
  const through = { api: `http://127.0.0.1:${await listening(server)}` };
  const stack = { ...target, config: { ...target.config, trials: { ...target.config.trials, load } } };
  const trial = await beginTrial(stack, { evidence: kept, through, commit: null });
  const plan = loadPlan(trial, kind, seconds);
  return runLoad(trial, kind, plan, { signal, saw: () => undefined, databaseEveryMs: 300 });
}
const rows = ({ failures }: EvidenceRecord) => failures.flatMap(({ requirements }) => requirements);

describe("load on a server of this machine", () => {
  it("passes where it answers at once, at the rate that was asked", async () => {
    const record = await tried("load", (_, response) => response.end("{}"));
    expect([record.result, record.failures, record.kind]).toEqual(["passed", [], "load"]);
    expect(record.measurements).toMatchObject({ askedRps: 10, count5xx: 0, p95AimReached: true });
    expect(record.measurements.achievedRps).toBeGreaterThanOrEqual(9.5);
    expect(record.attachments.map(({ name }) => name)).toEqual(["seconds.json"]);
  });

  it("fails by K03 and C17 where it is slow", async () => {
    const record = await tried("load", async (_, response) => {
      await after(350);
      response.end("{}");
    });
    expect(record.result).toBe("failed");
    expect(rows(record)).toEqual(expect.arrayContaining(["K03", "C17"]));
    // A mean of 350 ms is said to be one: what is due meanwhile must not make it smaller.
    expect(record.measurements.meanMs).toBeGreaterThanOrEqual(345);
  });

  it("fails where one in five answers is 5xx", async () => {
    let asked = 0;
    const record = await tried("load", (_, response) => {
      response.writeHead(++asked % 5 === 0 ? 500 : 200).end();
    });
    expect(rows(record)).toEqual(expect.arrayContaining(["K03", "K08"]));
    expect(record.measurements.count5xx).toBeGreaterThan(0);
  });

  it("sends the token of a path, and says in the record no word of it", async () => {
    const tokens = new Set<unknown>();
    process.env.LOAD_TOKEN = "a-token-of-the-test";
    const load = [{ service: "api", path: "/api/companies", as: "LOAD_TOKEN", weight: 1 }];
    const record = await tried(
      "load",
      ({ headers }, response) => {
        tokens.add(headers.authorization);
        response.end();
      },
      { seconds: 1, load },
    );
    delete process.env.LOAD_TOKEN;
    expect([...tokens]).toEqual(["Bearer a-token-of-the-test"]);
    expect(JSON.stringify(record)).not.toContain("a-token-of-the-test");
  });

  it("does not begin where an address refuses, and says which", async () => {
    const record = await tried("load", (_, response) => response.writeHead(401).end());
    expect(record.says).toContain("did not begin");
    expect(record.failures[0]?.what).toMatch(/GET http:.*\/health answers 401; it has no `as`/);
  });

  it("is a failure, with what was measured, where somebody stops it", async () => {
    const signal = AbortSignal.timeout(900);
    const record = await tried("load", (_, response) => response.end(), { seconds: 30, signal });
    expect(record.result).toBe("failed");
    expect(record.failures[0]?.what).toMatch(/interrupted after 1 of 30 s/);
  });
});

describe("a soak", () => {
  it("asks three times as much, and the database meanwhile", async () => {
    const asked = new Map<string, number>();
    const record = await tried("soak", ({ url = "" }, response) => {
      asked.set(url, (asked.get(url) ?? 0) + 1);
      response.end();
    });
    expect([record.result, record.measurements.askedRps]).toEqual(["passed", 30]);
    expect(record.measurements.databasePath).toBe("/api/db/info");
    expect(asked.get("/api/db/info")).toBeGreaterThan(2);
  });

  it("fails by K18 where the database stops answering, though no user felt it", async () => {
    const record = await tried("soak", ({ url }, response) => {
      response.writeHead(url === "/api/db/info" ? 503 : 200).end();
    });
    expect(rows(record)).toEqual(["K18"]);
    expect(record.failures[0]?.what).toContain("the database did not answer");
  });

  it("that is shortened counts in a rehearsal alone", async () => {
    const trial = await beginTrial(target, { evidence: kept, through: {}, commit: null });
    const unreachable = { ...trial, through: {} };
    const plan = { ...loadPlan(unreachable, "soak", 1), asked: [] };
    const record = await runLoad(unreachable, "soak", plan, {
      signal: new AbortController().signal,
      saw: () => undefined,
    });
    expect(record.failures.map(({ what }) => what)).toContain("it was shortened to 1 of 1800 s");
  });
});
