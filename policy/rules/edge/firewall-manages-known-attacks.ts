import { webAcl } from "../../reading/aws-types.ts";
import { eachFirewall, type FirewallRule, firewalls, parts, refuses } from "../../reading/firewall.ts";
import { withInlineRules, withRules } from "../../reading/firewall-examples.ts";
import { fields, list } from "../../reading/json.ts";
import { stackRule } from "../../rule.ts";

const groups = [
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
];

/** How long something may be is a number, and a program may have its own. */
const aboutSizes = /^SizeRestrictions_/;

const group = (Name: string, more: object = {}, OverrideAction: object = { None: {} }): object => ({
  Name,
  OverrideAction,
  Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name, ...more } },
});
const whole = groups.map((name) => group(name));

export const firewallManagesKnownAttacks = stackRule({
  id: "firewall-manages-known-attacks",
  title: "Every firewall refuses what is known to be an attack",
  requirements: ["C07"],
  controls: ["CKV_AWS_192", "CKV2_AWS_47"],
  judges: webAcl,
  why: "SQL in a parameter, a script in a form and last year's library: AWS keeps lists of how these look, and the ones who try them read the same lists.",
  fix: `Add rules with the managed groups ${groups.join(", ")} of vendor AWS, overrideAction none, without a scopeDownStatement, and with none of their own rules set to count but those about sizes.`,
  findings: (stack) =>
    eachFirewall(firewalls(stack), (rules) =>
      groups.flatMap((name) => {
        const found = rules.filter(refuses).find((rule) => managed(rule)?.Name === name);
        if (!found) return [`has no ${name}`];
        const weak = weakened(found);
        return weak === undefined ? [] : [`${name} ${weak}`];
      }),
    ),
  examples: {
    pass: [
      withRules(...whole),
      withRules(
        ...whole.slice(1),
        group("AWSManagedRulesCommonRuleSet", {
          RuleActionOverrides: [{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }],
        }),
      ),
      withInlineRules(
        ...groups.map((name) => ({
          name,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
        })),
      ),
    ],
    fail: [
      withRules(),
      withRules(...whole.slice(1)),
      withRules(...whole.slice(0, 2)),
      withRules(
        ...whole.slice(1),
        group("AWSManagedRulesCommonRuleSet", {
          RuleActionOverrides: [{ Name: "CrossSiteScripting_BODY", ActionToUse: { Count: {} } }],
        }),
      ),
      withRules(
        ...whole.slice(1),
        group("AWSManagedRulesCommonRuleSet", { ExcludedRules: [{ Name: "CrossSiteScripting_BODY" }] }),
      ),
      withRules(...whole.slice(1), group("AWSManagedRulesCommonRuleSet", { ScopeDownStatement: {} })),
      withRules(...whole.slice(1), group("AWSManagedRulesCommonRuleSet", { VendorName: "Other" })),
    ],
  },
});

const managed = (rule: FirewallRule) => {
  const group = fields(rule.statement.ManagedRuleGroupStatement);
  return group.VendorName === "AWS" ? group : undefined;
};

function weakened(rule: FirewallRule): string | undefined {
  const [found = {}] = parts(rule, "ManagedRuleGroupStatement");
  if (found.ScopeDownStatement !== undefined) return "looks at some requests alone";
  const only = [...list(found.RuleActionOverrides), ...list(found.ExcludedRules)]
    .map(fields)
    .filter(({ ActionToUse }) => ActionToUse === undefined || !("Block" in fields(ActionToUse)))
    .map(({ Name }) => String(Name))
    .filter((name) => !aboutSizes.test(name));
  return only.length > 0 ? `does not refuse what ${only.join(", ")} finds` : undefined;
}
