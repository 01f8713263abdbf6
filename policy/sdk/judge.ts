import { UnknownValueError } from "@pulumi/policy";
import type { Props, ResourceFacts, ResourceRule, Rule, RuleText, StackFinding, StackRule } from "../rule.ts";
import type { StackView } from "../view.ts";

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

/** Not knowing is not passing, and neither is a rule that fails: both are findings, so that the others are still heard. */
export function judgeResource(rule: ResourceRule, props: Props, facts: ResourceFacts): readonly Finding[] {
  const finding = { rule, resource: facts.name, urn: undefined };
  try {
    return rule.findings(props, facts).map((says) => ({ ...finding, says, notProven: false }));
  } catch (error) {
    return decidable({ ...finding, says: undecided(error), notProven: true });
  }
}

/** One rule after the other, each once the findings before it have been dealt with: the last judges the waivers that they used. */
export function* judgeStack(rules: readonly StackRule[], stack: StackView): Generator<Finding> {
  const root = stack.all("pulumi:pulumi:Stack")[0]?.name ?? "stack";
  for (const rule of rules)
    for (const { node, says, notProven = false } of stackFindings(rule, stack))
      yield* decidable({ rule, resource: node?.name ?? root, urn: node?.urn, says, notProven });
}

function stackFindings(rule: StackRule, stack: StackView): readonly StackFinding[] {
  try {
    return rule.findings(stack);
  } catch (error) {
    return [{ node: undefined, says: undecided(error), notProven: true }];
  }
}

/** What a parser complains of may quote the text that it was given, and with it a secret: its name alone is told. */
function undecided(error: unknown): string {
  if (!(error instanceof Error)) return "the rule itself failed";
  if (error instanceof UnknownValueError)
    return `${/at \.(\S+)/.exec(error.message)?.[1] ?? "a property"} is known only after deploy`;
  return error instanceof SyntaxError
    ? "a text in it is not JSON"
    : `the rule itself failed: ${error.name}: ${error.message}`;
}

/** A rule that waits for the deployment says of itself that it proves nothing yet, so it need not stop the first one. */
const decidable = (finding: Finding): readonly Finding[] =>
  finding.notProven && finding.rule.afterDeploy ? [] : [finding];
