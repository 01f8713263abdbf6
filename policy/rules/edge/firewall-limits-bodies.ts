import { webAcl } from "../../reading/aws-types.ts";
import {
  aboutHeader,
  eachFirewall,
  type FirewallRule,
  firewalls,
  parts,
  refuses,
} from "../../reading/firewall.ts";
import { blocks, saysInHeader, withInlineRules, withRules } from "../../reading/firewall-examples.ts";
import { fields, list } from "../../reading/json.ts";
import { stackRule } from "../../rule.ts";

const unsaid = (OversizeHandling: string): object => ({
  SizeConstraintStatement: {
    FieldToMatch: { Body: { OversizeHandling } },
    ComparisonOperator: "GT",
    Size: 8192,
  },
});
const limit = (...Statements: readonly object[]): object => ({
  Name: "body-size",
  Action: blocks(413),
  Statement: { OrStatement: { Statements } },
});
const said = saysInHeader("content-length", "9");
const common = (more: object = {}): object => ({
  Name: "common",
  OverrideAction: { None: {} },
  Statement: {
    ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesCommonRuleSet", ...more },
  },
});

export const firewallLimitsBodies = stackRule({
  id: "firewall-limits-bodies",
  title: "Every firewall refuses bodies that are longer than any use",
  requirements: ["C07"],
  judges: webAcl,
  why: "A service that reads a body into memory is ended by one that does not end; and what lies behind the first kilobytes, no other rule sees.",
  fix: "Keep SizeRestrictions_BODY of AWSManagedRulesCommonRuleSet, or block by a rule of your own: by Content-Length, and by SizeConstraintStatement on the body with oversizeHandling MATCH for bodies that do not say how long they are.",
  findings: (stack) =>
    eachFirewall(firewalls(stack), (rules) => {
      const refusing = rules.filter(refuses);
      if (refusing.some(restrictsSizes)) return [];
      return [
        ...(refusing.some((rule) => aboutHeader(rule).includes("content-length"))
          ? []
          : ["no rule looks at how long a body says it is"]),
        ...(refusing.some(seesOversize)
          ? []
          : ["no rule refuses a long body that does not say how long it is"]),
      ];
    }),
  examples: {
    pass: [
      withRules(limit(said, unsaid("MATCH"))),
      withRules(common()),
      withInlineRules({
        name: "common",
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } },
      }),
    ],
    fail: [
      withRules(),
      withRules(limit(said)),
      withRules(limit(unsaid("MATCH"))),
      withRules(limit(said, unsaid("CONTINUE"))),
      withRules({ ...limit(said, unsaid("MATCH")), Action: { Allow: {} } }),
      withRules(
        common({ RuleActionOverrides: [{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }] }),
      ),
    ],
  },
});

function restrictsSizes(rule: FirewallRule): boolean {
  const { Name, RuleActionOverrides, ExcludedRules } = fields(rule.statement.ManagedRuleGroupStatement);
  const changed = [...list(RuleActionOverrides), ...list(ExcludedRules)].map((one) => fields(one).Name);
  return Name === "AWSManagedRulesCommonRuleSet" && !changed.includes("SizeRestrictions_BODY");
}

const seesOversize = (rule: FirewallRule): boolean =>
  parts(rule, "SizeConstraintStatement").some(
    ({ FieldToMatch }) => fields(fields(FieldToMatch).Body).OversizeHandling === "MATCH",
  );
