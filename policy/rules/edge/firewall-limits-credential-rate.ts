import { webAcl } from "../../reading/aws-types.ts";
import { eachFirewall, type FirewallRule, refuses } from "../../reading/firewall.ts";
import { blocks, withInlineRules, withRules } from "../../reading/firewall-examples.ts";
import { beforeBalancers } from "../../reading/firewall-places.ts";
import { fields, list } from "../../reading/json.ts";
import { stackRule } from "../../rule.ts";

const most = 6000;

const rate = (CustomKeys: readonly object[], more: object = {}, Action: object = blocks(429)): object => ({
  Name: "rate",
  Action,
  Statement: {
    RateBasedStatement: {
      ...{ Limit: 600, EvaluationWindowSec: 60, AggregateKeyType: "CUSTOM_KEYS", CustomKeys },
      ...more,
    },
  },
});
const byToken = [{ Header: { Name: "authorization" } }];

export const firewallLimitsCredentialRate = stackRule({
  id: "firewall-limits-credential-rate",
  title: "The firewall answers 429 to a credential that asks too much",
  requirements: ["C06", "K22"],
  judges: webAcl,
  why: "A stolen token, or a customer's script, comes from many addresses at once: each of them asks for little.",
  fix: `Add a RateBasedStatement with aggregateKeyType CUSTOM_KEYS and one custom key, the header or cookie of the credential, for all requests, at most ${most} a minute, that blocks with responseCode 429.`,
  findings: (stack) =>
    eachFirewall(beforeBalancers(stack), (rules) => {
      const rates = rules.filter((rule) => refuses(rule) && byCredential(rule));
      const [best] = rates.map((rule) => wrong(rule)).sort((a, b) => a.length - b.length);
      return best ?? ["no rule counts what one credential asks for"];
    }),
  examples: {
    pass: [
      withRules(rate(byToken)),
      withRules(rate([{ Cookie: { Name: "session" } }])),
      withRules(rate(byToken, {}, { Count: {} })),
      withInlineRules({
        name: "rate",
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: {
          rateBasedStatement: {
            ...{ limit: 600, aggregateKeyType: "CUSTOM_KEYS", evaluationWindowSec: 60 },
            customKeys: [{ header: { name: "authorization" } }],
          },
        },
      }),
    ],
    fail: [
      withRules(),
      withRules(rate([{ HTTPMethod: {} }])),
      withRules(rate([...byToken, { UriPath: {} }])),
      withRules(rate([{ Header: { Name: "user-agent" } }])),
      withRules(rate(byToken, { AggregateKeyType: "IP" })),
      withRules(rate(byToken, { Limit: 100_000 })),
      withRules(rate(byToken, { ScopeDownStatement: {} })),
      withRules(rate(byToken, {}, blocks(403))),
    ],
  },
});

/** Headers that say nothing of who asks, and so count nobody. */
const anybodys = /^(user-agent|host|accept.*|origin|referer|content-.*)$/i;

/** By the credential alone: together with a path, each path has a rate of its own. */
function byCredential(rule: FirewallRule): boolean {
  const { AggregateKeyType, CustomKeys } = fields(rule.statement.RateBasedStatement);
  const [key, ...others] = list(CustomKeys).map(fields);
  const name = fields(key?.Header ?? key?.Cookie).Name;
  return (
    AggregateKeyType === "CUSTOM_KEYS" &&
    others.length === 0 &&
    typeof name === "string" &&
    !anybodys.test(name)
  );
}

function wrong(rule: FirewallRule): readonly string[] {
  const { Limit, EvaluationWindowSec = 300, ScopeDownStatement } = fields(rule.statement.RateBasedStatement);
  const perMinute = (Number(Limit) * 60) / Number(EvaluationWindowSec);
  return [
    ...(ScopeDownStatement === undefined ? [] : [`${rule.name} counts some requests alone`]),
    ...(perMinute <= most ? [] : [`${rule.name} lets ${Math.round(perMinute)} requests a minute in`]),
    ...(rule.action === "count" || rule.status === 429
      ? []
      : [`${rule.name} answers ${rule.status}, not 429`]),
  ];
}
