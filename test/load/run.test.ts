import type { RequestListener } from "node:http";
import { setTimeout as after } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { LoadPath } from "../../config/shape/trials.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { type LoadKind, loadPlan, runLoad } from "../../ops/load.ts";
import { answering } from "./answering.ts";

const stack = answering();

async function tried(
  kind: LoadKind,
  answer: RequestListener,
  { seconds = 2, signal = new AbortController().signal, load = [] as readonly LoadPath[] } = {},
): Promise<EvidenceRecord> {
  const trial = await stack.trialOf(answer, load);
  const plan = loadPlan(trial, kind, seconds);
  return runLoad(trial, kind, plan, {
    signal,
    saw: () => undefined,
    say: () => undefined,
    databaseEveryMs: 300,
  });
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
    const trial = await stack.trial({});
    const unreachable = { ...trial, through: {} };
    const plan = { ...loadPlan(unreachable, "soak", 1), asked: [] };
    const record = await runLoad(unreachable, "soak", plan, {
      signal: new AbortController().signal,
      saw: () => undefined,
      say: () => undefined,
    });
    expect(record.failures.map(({ what }) => what)).toContain("it was shortened to 1 of 1800 s");
  });
});
