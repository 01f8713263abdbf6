import { describe, expect, it } from "vitest";
import { flawsOf, type Limits, type Measured } from "../../ops/load/judge.ts";

const load: Limits = { kind: "load", rate: 10, seconds: 60, meanMs: 250, p95Ms: 250 };
const soak: Limits = { kind: "soak", rate: 30, seconds: 1800, meanMs: undefined, p95Ms: 250 };
const database = { path: "/ready", asked: 180, failed: 0, slowestMs: 40, limitMs: 1000 };

function measured(
  answered: number,
  seconds: number,
  {
    counted = {},
    latency = {},
    ...more
  }: {
    counted?: Partial<Measured["counted"]>;
    latency?: Partial<Measured["latency"]>;
  } & Partial<Pick<Measured, "database" | "interrupted">> = {},
): Measured {
  const none = { failed5xx: 0, limited429: 0, otherNot2xx: 0, unanswered: 0, byStatus: {} };
  return {
    seconds,
    counted: { answered, ...none, ...counted },
    latency: { meanMs: 40, p50Ms: 35, p95Ms: 90, p99Ms: 120, maxMs: 150, ...latency },
    database: undefined,
    interrupted: false,
    ...more,
  };
}
const rows = (limits: Limits, what: Measured) =>
  flawsOf(limits, what).map(({ requirements }) => requirements);

describe("a minute of the expected load", () => {
  it("passes where it was borne within the limits", () => {
    expect(flawsOf(load, measured(600, 60))).toEqual([]);
  });

  it.each([
    ["a mean at the limit", measured(600, 60, { latency: { meanMs: 250 } }), [["K03"]]],
    ["a p95 above what pages", measured(600, 60, { latency: { p95Ms: 251 } }), [["C17", "K07"]]],
    ["one 5xx", measured(600, 60, { counted: { failed5xx: 1 } }), [["K03", "K08"]]],
    ["a rate limit", measured(600, 60, { counted: { limited429: 1 } }), [["K03"]]],
    ["an answer that is none", measured(600, 60, { counted: { otherNot2xx: 1 } }), [["K03"]]],
    ["a request without an answer", measured(600, 60, { counted: { unanswered: 1 } }), [["K03"]]],
    ["less than 95 % of the rate", measured(569, 60), [["K03"]]],
    ["an interruption", measured(300, 30, { interrupted: true }), [["K03"]]],
  ])("is not proven by %s", (_, what, expected) => {
    expect(rows(load, what)).toEqual(expected);
  });

  it("reports p95 above 200 ms, and does not fail for it", () => {
    expect(flawsOf(load, measured(600, 60, { latency: { p95Ms: 230 } }))).toEqual([]);
  });
});

describe("half an hour of three times the expected load", () => {
  it("passes where it was borne, and the database answered all the time", () => {
    expect(flawsOf(soak, measured(54_000, 1800, { database }))).toEqual([]);
  });

  it.each([
    ["one 5xx", { counted: { failed5xx: 1 }, database }, [["K18"]]],
    ["a p95 above 250 ms", { latency: { p95Ms: 260 }, database }, [["K18", "K07"]]],
    ["a database that did not answer once", { database: { ...database, failed: 1 } }, [["K18"]]],
    ["a database that was slow once", { database: { ...database, slowestMs: 1200 } }, [["K18"]]],
    ["a database that was never asked", { database: { ...database, asked: 0 } }, [["K18"]]],
  ])("is not proven by %s", (_, more, expected) => {
    expect(rows(soak, measured(54_000, 1800, more))).toEqual(expected);
  });
});
