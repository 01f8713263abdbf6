import { UnknownValueError } from "@pulumi/policy";
import type { Props, ResourceFacts, ResourceRule, Rule, RuleText, StackRule } from "./rule.ts";
import type { StackView } from "./view.ts";

/** What one rule found, and on what. */
export interface Finding {
  readonly rule: RuleText;
  /** The resource's logical name; the root's for what the stack itself lacks. */
  readonly resource: string;
  readonly urn: string | undefined;
  readonly says: string;
  readonly notProven: boolean;
}

export const isResourceRule = (rule: Rule): rule is ResourceRule => rule.scope === "resource";
export const isStackRule = (rule: Rule): rule is StackRule => rule.scope === "stack";

/** Not knowing is not passing. Any other error is a fault of the rule, and stops the pack. */
export function judgeResource(rule: ResourceRule, props: Props, facts: ResourceFacts): readonly Finding[] {
  const finding = { rule, resource: facts.name, urn: undefined };
  try {
    return rule.findings(props, facts).map((says) => ({ ...finding, says, notProven: false }));
  } catch (error) {
    if (!(error instanceof Error && error instanceof UnknownValueError)) throw error;
    const path = /at \.(\S+)/.exec(error.message)?.[1] ?? "a property";
    return decidable({ ...finding, says: `${path} is known only after deploy`, notProven: true });
  }
}

/** One rule after the other, each once the findings before it have been dealt with: the last judges the waivers that they used. */
export function* judgeStack(rules: readonly StackRule[], stack: StackView): Generator<Finding> {
  const root = stack.all("pulumi:pulumi:Stack")[0]?.name ?? "stack";
  for (const rule of rules)
    for (const { node, says, notProven = false } of rule.findings(stack))
      yield* decidable({ rule, resource: node?.name ?? root, urn: node?.urn, says, notProven });
}

/** A rule that waits for the deployment says of itself that it proves nothing yet, so it need not stop the first one. */
const decidable = (finding: Finding): readonly Finding[] =>
  finding.notProven && finding.rule.afterDeploy ? [] : [finding];
