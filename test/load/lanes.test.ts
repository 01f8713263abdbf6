import { describe, expect, it } from "vitest";
import { lanesOf, shares } from "../../ops/load/lanes.ts";
import type { Asked } from "../../ops/load/plan.ts";

const asked = (path: string, weight = 1, origin = "https://api.example"): Asked => ({
  service: "api",
  path,
  weight,
  as: undefined,
  origin,
});
const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

describe("the requests of a second", () => {
  it("are spread over it, one connection for each that may be waited for", () => {
    const lanes = lanesOf([asked("/a")], 10);
    expect(lanes.map(({ rate, connections, startsAfter }) => [rate, connections, startsAfter])).toEqual(
      Array.from({ length: 10 }, (_, at) => [1, 1, at * 100]),
    );
  });

  it("share sockets where they are very many, and are no fewer for that", () => {
    const lanes = lanesOf([asked("/a")], 1500);
    expect(lanes).toHaveLength(20);
    expect(sum(lanes.map(({ rate }) => rate))).toBe(1500);
    expect(sum(lanes.map(({ connections }) => connections))).toBeLessThanOrEqual(500);
  });

  it("go to each host as the weights of its paths say, and to each path as often as its own", () => {
    const lanes = lanesOf([asked("/a", 3), asked("/b", 1), asked("/c", 1, "https://app.example")], 10);
    const rates = Map.groupBy(lanes, ({ origin }) => origin);
    expect([...rates].map(([origin, own]) => [origin, sum(own.map(({ rate }) => rate))])).toEqual([
      ["https://api.example", 8],
      ["https://app.example", 2],
    ]);
    expect(lanes[0]?.asked.map(({ path }) => path)).toEqual(["/a", "/b", "/a", "/a"]);
    expect(lanes[1]?.asked.map(({ path }) => path)).toEqual(["/b", "/a", "/a", "/a"]);
  });

  it("are at least one for each host", () => {
    expect(shares(2, [99, 1])).toEqual([1, 1]);
    expect(lanesOf([asked("/a"), asked("/b", 1, "https://app.example")], 1)).toHaveLength(2);
  });
});
