import { type StackRule, stackRule } from "../rule.ts";
import type { Waivers } from "./waivers.ts";

/** Judges the waivers instead of the stack, so it is made with them and not listed in `rules.ts`. */
export const waiverHygiene = (waivers: Waivers, rules: readonly { readonly id: string }[]): StackRule =>
  stackRule({
    id: "waiver-hygiene",
    title: "Every waiver excuses something real, for a reason, until a day",
    requirements: ["W11"],
    judges: "pulumi:pulumi:Stack",
    why: "A waiver that outlived its finding, or never matched one, hides the next finding of the same name.",
    fix: "Give the waiver an existing rule and resource, a reason, an owner and a day at most 180 days ahead, or delete it.",
    findings: () =>
      waivers
        .problems(new Set([...rules.map((rule) => rule.id), "waiver-hygiene"]))
        .map((says) => ({ node: undefined, says })),
    examples: { pass: [], fail: [] },
  });
