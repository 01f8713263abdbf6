import { webAcl } from "../../reading/aws-types.ts";
import { eachFirewall, type FirewallRule, firewalls, ofNetworks, refuses } from "../../reading/firewall.ts";
import { all, blocks, has, lacks, withInlineRules, withRules } from "../../reading/firewall-examples.ts";
import { fields } from "../../reading/json.ts";
import { stackRule } from "../../rule.ts";

/** More in a minute than any person or page asks for. */
const most = 3000;

/** More than one address of a proxy asks for in the name of many visitors. */
const mostOfProxies = 60_000;

const rate = (statement: object, Action: object = blocks(429)): object => ({
  Name: "rate",
  Action,
  Statement: {
    RateBasedStatement: { Limit: 600, EvaluationWindowSec: 60, AggregateKeyType: "IP", ...statement },
  },
});
const named = has("x-forwarded-for");
const cdn = all({ AsnMatchStatement: { AsnList: [16509] } }, named);
const forwarded = { HeaderName: "X-Forwarded-For", FallbackBehavior: "MATCH" };

export const firewallLimitsRate = stackRule({
  id: "firewall-limits-rate",
  title: "Every firewall answers 429 to an address that asks too much",
  requirements: ["C06", "K22"],
  judges: webAcl,
  why: "One client in a loop takes the database's connections from all the others, and a guesser of passwords needs nothing but tries. Who is counted by what he writes into a header is not counted.",
  fix: `Add a RateBasedStatement by IP for all requests, with at most ${most} a minute, evaluationWindowSec at most 300, and an action that blocks with responseCode 429. It may leave out (scopeDownStatement NOT) what a CDN asks for, told by an AsnMatchStatement or IPSetReferenceStatement on the connection's own address, where another one by IP counts all requests, at most ${mostOfProxies} a minute.`,
  findings: (stack) =>
    eachFirewall(firewalls(stack), (rules) => {
      const rates = rules.filter((rule) => refuses(rule) && byAddress(rule));
      if (rates.length === 0) return ["no rule counts what one address asks for"];
      const ofAll = rates.some(exceptsProxies) ? mostOfProxies : most;
      const limitOf = (rule: FirewallRule): number => (countsAll(rule) ? ofAll : most);
      return [
        ...(together(rates) ? [] : [`only some requests are counted by ${namesOf(rates)}`]),
        ...rates.flatMap((rule) => wrong(rule, limitOf(rule)).map((says) => `${rule.name} ${says}`)),
      ];
    }),
  examples: {
    pass: [
      withRules(rate({})),
      withRules(rate({}, { Count: {} })),
      withRules(rate({ ScopeDownStatement: lacks(cdn) }), rate({ Limit: 60_000 })),
      withRules(
        rate({ ScopeDownStatement: lacks({ IPSetReferenceStatement: { ARN: "arn:ips" } }) }),
        rate({ Limit: 12_000 }),
      ),
      withRules(rate({ EvaluationWindowSec: undefined, Limit: 10_000 })),
      withInlineRules({
        name: "rate",
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: { rateBasedStatement: { limit: 600, aggregateKeyType: "IP", evaluationWindowSec: 60 } },
      }),
    ],
    fail: [
      withRules(),
      withRules(rate({ AggregateKeyType: "CONSTANT" })),
      withRules(rate({ Limit: 3001 })),
      withRules(rate({ EvaluationWindowSec: 600 })),
      withRules(rate({ ScopeDownStatement: named })),
      withRules(rate({ ScopeDownStatement: lacks(cdn) })),
      withRules(rate({ ScopeDownStatement: lacks(cdn) }), rate({ Limit: 60_001 })),
      withRules(rate({ ScopeDownStatement: lacks(named) }), rate({ Limit: 12_000 })),
      withRules(
        rate({
          ScopeDownStatement: lacks({
            AsnMatchStatement: { AsnList: [16509], ForwardedIPConfig: forwarded },
          }),
        }),
        rate({ Limit: 12_000 }),
      ),
      withRules(rate({ AggregateKeyType: "FORWARDED_IP", ForwardedIPConfig: forwarded })),
      withRules(
        rate({ ScopeDownStatement: lacks(named) }),
        rate({
          ...{ AggregateKeyType: "FORWARDED_IP", ForwardedIPConfig: forwarded },
          ScopeDownStatement: named,
        }),
      ),
      withRules(rate({}, blocks())),
      withRules(rate({}, blocks(403))),
      withRules(rate({}, { Allow: {} })),
    ],
  },
});

const rateOf = (rule: FirewallRule) => fields(rule.statement.RateBasedStatement);

const byAddress = (rule: FirewallRule): boolean => rateOf(rule).AggregateKeyType === "IP";

const countsAll = (rule: FirewallRule): boolean => rateOf(rule).ScopeDownStatement === undefined;

/** Leaves out what comes from certain networks, where one address speaks for many visitors. */
const exceptsProxies = (rule: FirewallRule): boolean =>
  ofNetworks(fields(fields(fields(rateOf(rule).ScopeDownStatement).NotStatement).Statement));

/** One counts all requests; and where that one is a ceiling, another counts all but a proxy's. */
const together = (rates: readonly FirewallRule[]): boolean => rates.some(countsAll);

function wrong(rule: FirewallRule, limit: number): readonly string[] {
  const { Limit, EvaluationWindowSec = 300 } = rateOf(rule);
  const window = Number(EvaluationWindowSec);
  const perMinute = (Number(Limit) * 60) / window;
  return [
    ...(window <= 300 ? [] : [`looks at ${window} s at a time`]),
    ...(perMinute <= limit ? [] : [`lets ${Math.round(perMinute)} requests a minute in`]),
    ...(rule.action === "count" || rule.status === 429 ? [] : [`answers ${rule.status}, not 429`]),
  ];
}

const namesOf = (rules: readonly FirewallRule[]): string => rules.map(({ name }) => name).join(" and ");
