import { describe, expect, it } from "vitest";
import { critical, windowFlaws } from "../../ops/watch/judge.ts";
import { budgetUsed, type Gauge, type Point, type Reading, totalsOf } from "../../ops/watch/reading.ts";
import { configOf } from "../config/config-of.ts";

const { slo } = configOf("staging");
const point = (minute: number, more: Partial<Point> = {}): Point => ({
  at: `2026-11-21T10:0${minute}:00.000Z`,
  ...{ asked: 100, failed: 0, p95Ms: 90, within95: 100, within99: 100 },
  ...more,
});
const connections: Gauge = {
  ...{
    name: "database connections",
    unit: "%",
    limit: 80,
    average: 20,
    latest: 21,
    requirements: ["C20", "K11"],
  },
};
const reading = (blue: readonly Point[], more: Partial<Reading> = {}): Reading => ({
  groups: [{ service: "api", group: "blue", points: blue }],
  gauges: [connections],
  red: [],
  ...more,
});
const judged = (what: Reading, day = false) =>
  windowFlaws(what, { slo, served: ["api"], day }).map(({ requirements }) => requirements);

describe("the numbers of a window", () => {
  it("are of both groups, weighed by how much each was asked", () => {
    const { groups } = reading([point(0, { asked: 900 })]);
    const green = {
      service: "api",
      group: "green" as const,
      points: [point(0, { failed: 10, within95: 0 })],
    };
    const [total] = totalsOf({ groups: [...groups, green] });
    expect(total).toMatchObject({ asked: 1000, failed: 10, failedPercent: 1, within95: 90 });
    expect(total && budgetUsed(total, slo)).toBeCloseTo(1000, 0); // a tenth of a percent is promised
  });

  it("prove an hour in which all stayed within the objectives", () => {
    expect(judged(reading([point(0), point(1)]))).toEqual([]);
  });

  it.each([
    ["nobody asked", reading([]), [["C20"]]],
    ["one answer in a hundred failed", reading([point(0, { failed: 1 })]), [["K08", "C20"]]],
    ["six in a hundred were slow", reading([point(0, { within95: 94 })]), [["K07", "C20"]]],
    [
      "the pool was exhausted",
      reading([point(0)], { gauges: [{ ...connections, average: 81 }] }),
      [["C20", "K11"]],
    ],
    [
      "nobody measured the pool",
      reading([point(0)], { gauges: [{ ...connections, average: null }] }),
      [["C20", "K11"]],
    ],
    ["an alarm is red", reading([point(0)], { red: [{ name: "a", pages: false }] }), [["C20"]]],
  ])("do not prove one in which %s", (_, what, expected) => {
    expect(judged(what)).toEqual(expected);
  });

  it("must keep the promise of a day, where a day is looked at", () => {
    const day = reading([point(0, { asked: 1000, failed: 2, within99: 98 })]);
    expect(judged(day)).toEqual([]);
    expect(judged(day, true)).toEqual([["K23"], ["K23"]]);
  });

  it("have the balancer's own failures in them", () => {
    const balancer = { service: "balancer", group: "balancer" as const, points: [point(0, { failed: 5 })] };
    expect(judged(reading([point(0)], { groups: [...reading([point(0)]).groups, balancer] }))).toEqual([
      ["K08", "C20"],
    ]);
  });
});

describe("what cannot wait", () => {
  it("is two bad minutes in a row, and not one, and not one failure", () => {
    const bad = { failed: 5 };
    expect(critical(reading([point(0), point(1, bad)]), slo)).toEqual([
      "api: 2.5 % of answers are 5xx, for 2 min",
    ]);
    expect(critical(reading([point(1, bad)]), slo)).toEqual([]);
    expect(critical(reading([point(0, { asked: 10 }), point(1, { asked: 10, failed: 1 })]), slo)).toEqual([]);
    expect(critical(reading([point(0, bad), point(1, bad), point(2), point(3)]), slo)).toEqual([]);
  });

  it("is an alarm that wakes somebody", () => {
    const red = [
      { name: "a", pages: true },
      { name: "b", pages: false },
    ];
    expect(critical(reading([point(0)], { red }), slo)).toEqual(["the alarm a pages"]);
  });
});
