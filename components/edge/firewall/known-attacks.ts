import { judgedAsBots } from "./bots.ts";
import type { RuleName } from "./rule.ts";
import type { FirewallSettings } from "./settings.ts";
import type { Statement } from "./statement.ts";

/** AWS's own rule groups, by what they refuse (C07; "AWS Managed Rules rule groups list", WAF guide). */
export function knownAttacks(settings: FirewallSettings): Readonly<Partial<Record<RuleName, Statement>>> {
  const judged = judgedAsBots(settings);
  const group = (Name: string, more: object = {}): Statement => ({
    ManagedRuleGroupStatement: { VendorName: "AWS", Name, ...more },
  });
  return {
    reputation: group("AWSManagedRulesAmazonIpReputationList"),
    "known-bad-inputs": group("AWSManagedRulesKnownBadInputsRuleSet"),
    // It would refuse each body above 8 KiB: how long one may be is `body-size`'s to say.
    common: group("AWSManagedRulesCommonRuleSet", {
      RuleActionOverrides: [{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }],
    }),
    sql: group("AWSManagedRulesSQLiRuleSet"),
    ...(judged && {
      bots: group("AWSManagedRulesBotControlRuleSet", {
        ManagedRuleGroupConfigs: [{ AWSManagedRulesBotControlRuleSet: { InspectionLevel: "COMMON" } }],
        ScopeDownStatement: judged,
      }),
    }),
  };
}
