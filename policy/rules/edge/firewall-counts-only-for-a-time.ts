import { webAcl } from "../../reading/aws-types.ts";
import { tagsOf } from "../../reading/breakers.ts";
import { dayOf, daysAhead } from "../../reading/days.ts";
import { eachFirewall, firewalls } from "../../reading/firewall.ts";
import { blocks, guarded } from "../../reading/firewall-examples.ts";
import { stackRule } from "../../rule.ts";

/** Long enough to see each kind of day, and the end of a month. */
const longest = 30;

const counting = { Name: "sql", OverrideAction: { Count: {} }, Statement: { ManagedRuleGroupStatement: {} } };
const until = (day: string, rule: object = counting) =>
  guarded({ ruleJson: JSON.stringify([rule]), tags: { "counts-until-sql": day } });
const soon = dayOf(new Date(Date.now() + 7 * 86_400_000));

export const firewallCountsOnlyForATime = stackRule({
  id: "firewall-counts-only-for-a-time",
  title: "A firewall's rule that only counts says until when",
  requirements: ["C07", "C06"],
  judges: webAcl,
  why: "A rule is put to count to see whom it would refuse, and is then forgotten: it looks like protection and is none.",
  fix: `Let the rule block, or tag the web ACL counts-until-<rule's name>: <day>, at most ${longest} days ahead.`,
  findings: (stack) =>
    eachFirewall(firewalls(stack), (rules, node) =>
      rules
        .filter(({ action, labels }) => action === "count" && !labels)
        .flatMap(({ name }) => {
          const days = daysAhead(tagsOf(node)[`counts-until-${name}`]);
          if (days === undefined) return [`${name} only counts, and nothing says until when`];
          if (days < 0) return [`${name} still only counts: its time is over`];
          return days <= longest ? [] : [`${name} only counts for ${days} days to come`];
        }),
    ),
  examples: {
    pass: [
      guarded({ ruleJson: JSON.stringify([{ ...counting, OverrideAction: { None: {} } }]) }),
      guarded({ ruleJson: JSON.stringify([{ Name: "x", Action: blocks(), Statement: {} }]) }),
      guarded({
        ruleJson: JSON.stringify([
          { Name: "x", Action: { Count: {} }, RuleLabels: [{ Name: "seen" }], Statement: {} },
        ]),
      }),
      until(soon),
      until(soon, { Name: "sql", Action: { Count: {} }, Statement: {} }),
    ],
    fail: [
      until("2020-01-31"),
      until("2999-12-31"),
      until("soon"),
      until(soon, { ...counting, Name: "common" }),
      guarded({ rules: [{ name: "x", action: { count: {} }, statement: {} }] }),
    ],
  },
});
