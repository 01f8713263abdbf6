import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluateStack } from "../../readiness/evaluate.ts";
import { verdictOf } from "../../readiness/register/verdict.ts";

const root = join(import.meta.dirname, "../..");
const products = [".", ...readdirSync(join(root, "examples")).map((name) => join("examples", name))];

describe("the shipped products, evaluated and judged", () => {
  it("are six", () => expect(products).toHaveLength(6));

  it.each(products)(
    "%s: staging and production are ready, with nothing waived",
    { timeout: 90_000 },
    async (product) => {
      const directory = join(root, product);
      const evaluations = await Promise.all(
        ["staging", "production"].map((stack) => evaluateStack({ stack, root, directory })),
      );
      for (const report of evaluations.map(verdictOf)) {
        expect(report.findings).toEqual([]);
        expect(report.parity.filter(({ intended }) => !intended)).toEqual([]);
        expect(report.requirements.filter(({ status }) => status !== "ready")).toEqual([]);
        expect(report.verdict).toBe("ready");
      }
    },
  );
});
