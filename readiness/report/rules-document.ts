import type { RuleText } from "../../policy/rule.ts";
import { requirement } from "../register/requirements.ts";
import { generated } from "./requirements-document.ts";

/** `docs/rules.md`: the catalogue of the pack, of the gate's own rules and of those for the engine's plan, in their own words. */
export function rulesDocument(
  rules: readonly RuleText[],
  own: readonly RuleText[],
  ofPlans: readonly RuleText[] = [],
): string {
  return [
    "# Rules",
    generated,
    [
      `The ${rules.length} rules of the policy pack. All are mandatory; an exemption is a dated waiver in the stack file.`,
      `${own.length} more are the gate's own, about the product's documents and the stack file: nothing exempts from them.`,
      ...(ofPlans.length > 0
        ? [
            "What an update would take away is judged by `./golive preview` and `./golive up`, on the engine's own plan.",
          ]
        : []),
    ].join("\n"),
    ...[...rules, ...own, ...ofPlans]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((rule) => entry(rule, remarks(rule, own, ofPlans))),
  ]
    .join("\n\n")
    .concat("\n");
}

function remarks(rule: RuleText, own: readonly RuleText[], ofPlans: readonly RuleText[]): readonly string[] {
  if (own.includes(rule)) return ["- The gate's own rule"];
  return ofPlans.includes(rule) ? ["- Judged on the engine's plan, by `preview` and `up`"] : [];
}

function entry(rule: RuleText, remarks: readonly string[]): string {
  return [
    `## ${rule.id}`,
    `**${rule.title}.** ${rule.why}`,
    `*Fix:* ${rule.fix}`,
    [
      ...rule.requirements.map((id) => `- ${id}: ${requirement(id).demand}`),
      ...(rule.controls ? [`- Controls: ${rule.controls.join(", ")}`] : []),
      ...remarks,
      ...(rule.floor === "production" ? ["- Asked of production only"] : []),
      ...(rule.neverWaived ? ["- No waiver excuses it"] : []),
      ...(rule.afterDeploy
        ? ["- Decidable only after deploy: rehearsed by the gate, never counted as passed"]
        : []),
    ].join("\n"),
  ].join("\n\n");
}
