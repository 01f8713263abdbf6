import type { RuleText } from "../../policy/rule.ts";
import { requirement } from "../register/requirements.ts";
import { generated } from "./requirements-document.ts";

/** `docs/rules.md`: the catalogue of the policy pack and of the gate's own rules, from the rules' own words. */
export function rulesDocument(rules: readonly RuleText[], own: readonly RuleText[]): string {
  return [
    "# Rules",
    generated,
    [
      `The ${rules.length} rules of the policy pack. All are mandatory; an exemption is a dated waiver in the stack file.`,
      `${own.length} more are the gate's own, about the product's documents and the stack file: nothing exempts from them.`,
    ].join("\n"),
    ...[...rules, ...own]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((rule) => entry(rule, own.includes(rule))),
  ]
    .join("\n\n")
    .concat("\n");
}

function entry(rule: RuleText, own: boolean): string {
  return [
    `## ${rule.id}`,
    `**${rule.title}.** ${rule.why}`,
    `*Fix:* ${rule.fix}`,
    [
      ...rule.requirements.map((id) => `- ${id}: ${requirement(id).demand}`),
      ...(rule.controls ? [`- Controls: ${rule.controls.join(", ")}`] : []),
      ...(own ? ["- The gate's own rule"] : []),
      ...(rule.floor === "production" ? ["- Asked of production only"] : []),
      ...(rule.afterDeploy
        ? ["- Decidable only after deploy: rehearsed by the gate, never counted as passed"]
        : []),
    ].join("\n"),
  ].join("\n\n");
}
