import { describe, expect, it } from "vitest";
import { fastest } from "../../functions/vitals/growth.ts";

const mebibytes = (count: number) => count * 2 ** 20;
const table = (name: string, size: number) => ({ table: name, bytes: mebibytes(size), deadTuplePercent: 0 });

describe("growth", () => {
  it.each([
    [
      "the largest share, not the largest table",
      [table("a", 1000), table("b", 150)],
      { a: 990, b: 100 },
      1,
      50,
    ],
    ["a share of each day", [table("a", 200)], { a: 100 }, 4, 25],
    ["nothing for tables below 100 MiB", [table("a", 99)], { a: 1 }, 1, 0],
    ["nothing for tables that shrink", [table("a", 100)], { a: 200 }, 1, 0],
    ["nothing for tables that nobody knew", [table("a", 100)], {}, 1, 0],
    ["nothing without tables", [], {}, 1, 0],
  ])("is %s", (_, now, then, days, percent) => {
    const sizes = Object.fromEntries(Object.entries(then).map(([name, size]) => [name, mebibytes(size)]));
    expect(fastest(now, sizes, days)).toBeCloseTo(percent);
  });
});
