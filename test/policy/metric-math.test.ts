import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../policy/alarms/metric-math.ts";

const values: Readonly<Record<string, number>> = { e: 6, r: 1000, m: 330, none: 0 };
const worth = (expression: string): number | undefined => evaluate(expression, (id) => values[id]);

describe("what a metric-math expression comes to", () => {
  it.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 - 3 - 2", 5],
    ["2 * -3", -6],
    ["2 ^ 3", 8],
    ["e / r", 0.006],
    ["100 * e / r", 0.6],
    ["IF(r > 50, 100 * FILL(e, 0) / r, 0)", 0.6],
    ["IF(none > 0, 100 * e / none, 0)", 0],
    ["FILL(e, REPEAT)", 6],
    ["100 * m / 400", 82.5],
    ["SUM([e, r, m])", 1336],
    ["MAX([e, r])", 1000],
    ["e > 5 AND r < 2000", 1],
    ["e > 5 && r > 2000", 0],
    ["e == 6 || none == 1", 1],
    ["CEIL(e / 4) + FLOOR(e / 4)", 3],
    ["1e3 + .5", 1000.5],
  ])("reads %s as %d", (expression, value) => expect(worth(expression)).toBeCloseTo(value, 9));

  it.each([
    "",
    "e +",
    "(e",
    "e)",
    "unheard",
    "ANOMALY_DETECTION_BAND(e, 2)",
    "SEARCH('{AWS/ECS} CPU', 'Sum')",
    "e / none",
    "e; r",
    "SUM([e, r)",
  ])("does not claim to know what %s comes to", (expression) => expect(worth(expression)).toBeUndefined());

  it("agrees with arithmetic on every sum of products", () => {
    const number = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 8 }), (pairs) => {
        const expression = pairs.map(([a, b]) => `(${a}) * (${b})`).join(" + ");
        expect(worth(expression)).toBeCloseTo(
          pairs.reduce((sum, [a, b]) => sum + a * b, 0),
          6,
        );
      }),
    );
  });

  it("never fails on any text", () => {
    fc.assert(fc.property(fc.string(), (text) => ["number", "undefined"].includes(typeof worth(text))));
  });
});
