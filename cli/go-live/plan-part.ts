import { condition } from "../../ops/condition.ts";
import type { Part } from "../../ops/preflight/part.ts";
import { DependencyFailed, InputMistakes } from "../../readiness/errors.ts";
import { evaluateStack } from "../../readiness/evaluate.ts";
import { verdictOf } from "../../readiness/register/verdict.ts";
import { root } from "../root.ts";

/** The gate's own verdict, and the comparison with staging in it: what is planned is ready, and mirrors what was tried. */
export const plan = (directory: string): Part => ({
  name: "plan",
  requirements: ["P15", "W11", "G18", "K25"],
  look: async ({ trial: { target } }) => {
    const evaluated = await evaluateStack({ stack: target.stack, root, directory }).catch(
      (error: unknown) => {
        if (error instanceof DependencyFailed || error instanceof InputMistakes) return error;
        throw error;
      },
    );
    const gate = `\`./golive gate --stack ${target.typed}\` says what`;
    if (evaluated instanceof Error)
      return [
        condition("plan", false, { found: `not proven: ${evaluated.message.split("\n")[0]}`, todo: gate }),
      ];
    const report = verdictOf(evaluated);
    const differing = report.parity.filter(({ intended }) => !intended);
    const against = report.findings.filter(
      ({ status, enforcement }) => status !== "waived" && enforcement === "mandatory",
    );
    return [
      condition("plan", report.verdict === "ready", {
        found: report.verdict === "ready" ? "ready, says the gate" : `not ready: ${against.length} findings`,
        todo: gate,
      }),
      condition("parity", differing.length === 0, {
        found:
          differing.length === 0
            ? "all differences from staging are meant"
            : `${differing.length} differences from staging that nothing explains`,
        todo: gate,
      }),
    ];
  },
});
