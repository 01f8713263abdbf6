import { describe, expect, it } from "vitest";
import { Tally } from "../../ops/load/tally.ts";

describe("how long answers take", () => {
  it("is what it is where nothing was due meanwhile", () => {
    const tally = new Tally();
    for (let at = 0; at < 100; at++) tally.answer(200, 300, 1000);
    expect(tally.latency).toMatchObject({ meanMs: 300, maxMs: 300 });
    expect(tally.latency.p95Ms).toBeCloseTo(300, 0);
  });

  it("counts what was due while a slow answer was waited for, and was not asked", () => {
    const tally = new Tally();
    for (let at = 0; at < 90; at++) tally.answer(200, 10, 1000);
    tally.answer(200, 10_000, 1000);
    // Nine further requests were due within these ten seconds: 9 s, 8 s … 1 s of waiting.
    expect(tally.latency.meanMs).toBeCloseTo((90 * 10 + 55_000) / 100, 0);
    expect(tally.latency.p95Ms).toBeGreaterThanOrEqual(5_000);
    expect(tally.counted.answered).toBe(91);
  });

  it("has waiting in vain in it", () => {
    const tally = new Tally();
    tally.silence(10_000, 20_000);
    tally.silence(0, 1000);
    expect(tally.latency.maxMs).toBeCloseTo(10_000, -1);
    expect(tally.counted).toMatchObject({ answered: 0, unanswered: 2 });
  });
});

it("tells apart what failed, what was too much, and what was something else", () => {
  const tally = new Tally();
  for (const status of [200, 204, 302, 404, 429, 500, 503]) tally.answer(status, 5, 1000);
  expect(tally.counted).toEqual({
    answered: 7,
    failed5xx: 2,
    limited429: 1,
    otherNot2xx: 2,
    unanswered: 0,
    byStatus: { 200: 1, 204: 1, 302: 1, 404: 1, 429: 1, 500: 1, 503: 1 },
  });
});

it("keeps each second by itself, for the chart", () => {
  const tally = new Tally();
  tally.answer(200, 10, 1000);
  tally.answer(500, 30, 1000);
  tally.tick();
  tally.tick();
  expect(tally.seconds).toEqual([
    { second: 1, answered: 2, p95Ms: 30, failed5xx: 1, limited429: 0, otherNot2xx: 0, unanswered: 0 },
    { second: 2, answered: 0, p95Ms: null, failed5xx: 0, limited429: 0, otherNot2xx: 0, unanswered: 0 },
  ]);
});
