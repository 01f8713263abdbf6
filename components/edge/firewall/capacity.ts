import type { Rule } from "./rule.ts";
import type { Statement } from "./statement.ts";

/** Up to so many units a request costs what the price list says ("AWS WAF Pricing"); AWS refuses more than 5,000. */
export const includedCapacity = 1500;

/** "Baseline rule groups", "Use-case specific rule groups", "IP reputation rule groups", "Bot Control rule group" (WAF guide). */
const groups: Readonly<Record<string, number>> = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesBotControlRuleSet: 50,
};

/** What rules cost at most: AWS counts a transformation of one part of a request once, this each time. */
export const capacityOf = (rules: readonly Pick<Rule, "Statement">[]): number =>
  sum(rules.map(({ Statement }) => cost(Statement)));

/** The pages under "Using rule statements" (WAF guide) have the cost of each. */
function cost(statement: Statement): number {
  if ("AndStatement" in statement) return sum(statement.AndStatement.Statements.map(cost));
  if ("OrStatement" in statement) return sum(statement.OrStatement.Statements.map(cost));
  if ("NotStatement" in statement) return cost(statement.NotStatement.Statement);
  if ("ByteMatchStatement" in statement) return 2 + transformed(statement.ByteMatchStatement);
  if ("RegexMatchStatement" in statement) return 3 + transformed(statement.RegexMatchStatement);
  if ("SizeConstraintStatement" in statement) return 1 + transformed(statement.SizeConstraintStatement);
  if ("AsnMatchStatement" in statement) return 1;
  if ("RateBasedStatement" in statement) {
    const { CustomKeys = [], ScopeDownStatement } = statement.RateBasedStatement;
    return 2 + 30 * CustomKeys.length + (ScopeDownStatement ? cost(ScopeDownStatement) : 0);
  }
  const { Name, ScopeDownStatement } = statement.ManagedRuleGroupStatement;
  const group = groups[Name];
  if (group === undefined) throw new Error(`nobody has written down what ${Name} costs`);
  return group + (ScopeDownStatement ? cost(ScopeDownStatement) : 0);
}

const transformed = ({
  TextTransformations,
}: {
  readonly TextTransformations: readonly { readonly Type: string }[];
}): number => 10 * TextTransformations.filter(({ Type }) => Type !== "NONE").length;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
