import type { Recording } from "../../../readiness/program/recording.ts";
import { disconnect, edit, type Mutation, remove, set } from "./mutation.ts";

type Values = Record<string, unknown>;

const acl = { type: "aws:wafv2/webAcl:WebAcl", name: /^firewall-rules$/ };
const cdnAcl = { type: "aws:wafv2/webAcl:WebAcl", name: /^firewall-cdn-rules$/ };
const association = { type: "aws:wafv2/webAclAssociation:WebAclAssociation" };
const logging = {
  type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  name: /^firewall-logging$/,
};
const distribution = { type: "aws:cloudfront/distribution:Distribution" };
const scaling = { type: "aws:appautoscaling/target:Target", name: /^worker-scaling$/ };

/** Changes the rules of a web ACL, as the text that they are. */
const rules = (which: typeof acl, change: (rules: readonly Values[]) => readonly Values[]) =>
  edit(which, ({ ruleJson }) => ({ ruleJson: JSON.stringify(change(JSON.parse(String(ruleJson)))) }));
const without = (name: string, which = acl) => rules(which, (all) => all.filter(({ Name }) => Name !== name));
const rule = (name: string, change: (rule: Values) => Values, which = acl) =>
  rules(which, (all) => all.map((one) => (one.Name === name ? { ...one, ...change(one) } : one)));
/** The same, by what stands in the text of one rule. */
const text = (name: string, from: string | RegExp, to: string) =>
  rule(name, (one) => {
    const before = JSON.stringify(one);
    const after = before.replaceAll(from, to);
    if (after === before) throw new Error(`${name} says nothing of ${String(from)}`);
    return JSON.parse(after);
  });
const rate = (name: string, change: Values) =>
  rule(name, ({ Statement }) => ({
    Statement: {
      RateBasedStatement: {
        ...((Statement as Values).RateBasedStatement as Values),
        ...change,
      },
    },
  }));

/** The same rule, and a second one after it. */
const beside = (name: string, change: Values, other: Values) => (recording: Recording) =>
  rate(
    name,
    change,
  )(
    rules(acl, (all) =>
      all.flatMap((one) => {
        const { RateBasedStatement } = one.Statement as Values;
        const more = { RateBasedStatement: { ...(RateBasedStatement as Values), ...other } };
        return one.Name === name ? [one, { ...one, Name: "other", Priority: 1000, Statement: more }] : [one];
      }),
    )(recording),
  );
const not = (Statement: Values): Values => ({ NotStatement: { Statement } });
const named = {
  SizeConstraintStatement: {
    FieldToMatch: { SingleHeader: { Name: "x-forwarded-for" } },
    ComparisonOperator: "GT",
    Size: 0,
    TextTransformations: [{ Priority: 0, Type: "NONE" }],
  },
};

const past = "2020-01-31";
const soon = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const tagged = (key: string, day: string) =>
  edit(acl, ({ tags }) => ({ tags: { ...(tags as Values), [key]: day } }));
const pausedUntil = (day: string) =>
  set(scaling, { minCapacity: 0, maxCapacity: 0, tags: { breaker: "pause", "breaker-until": day } });
const silencedUntil = (day: string) =>
  set(
    { type: "aws:cloudwatch/compositeAlarm:CompositeAlarm", name: /^alarms-worker-unwell$/ },
    { actionsEnabled: false, tags: { breaker: "pause", "breaker-until": day } },
  );
const countedUntil = (name: string, day: string): Mutation["change"] => {
  const count = rule(name, () => ({ Action: { Count: {} } }));
  const tag = tagged(`counts-until-${name}`, day);
  return (recording) => tag(count(recording));
};

/** What is held on purpose, until a day that is not past: nothing is wrong with it. */
export const heldChanges: readonly Omit<Mutation, "requirement">[] = [
  { title: "a worker is paused", change: pausedUntil(soon) },
  {
    title: "a worker is paused, and nobody is paged of what it leaves undone",
    change: (recording) => silencedUntil(soon)(pausedUntil(soon)(recording)),
  },
  { title: "a rule counts in its first week", change: countedUntil("address-rate", soon) },
  { title: "nobody is refused for lack of a credential yet", change: countedUntil("credential", soon) },
  { title: "the surface is frozen", change: tagged("breaker-until-freeze", soon) },
];

export const firewallMutations: readonly Mutation[] = [
  { title: "no firewall stands before the balancer", requirement: "C07", change: remove(association) },
  {
    title: "the firewall stands before another balancer",
    requirement: "C07",
    change: disconnect(
      association,
      "resourceArn",
      "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/other/0123456789abcdef",
    ),
  },
  {
    title: "no firewall stands before the CDN",
    requirement: "C06",
    change: disconnect(distribution, "webAclId", undefined),
  },
  { title: "SQL in a request is let in", requirement: "C07", change: without("sql") },
  {
    title: "the CDN's firewall knows no common attacks",
    requirement: "C07",
    change: without("common", cdnAcl),
  },
  {
    title: "scripts in a body only count",
    requirement: "C07",
    change: text("common", "SizeRestrictions_BODY", "CrossSiteScripting_BODY"),
  },
  {
    title: "a managed group only counts, and nobody says until when",
    requirement: "C07",
    change: rule("known-bad-inputs", () => ({ OverrideAction: { Count: {} } })),
  },
  {
    title: "an address may ask as often as it likes",
    requirement: "C06",
    change: without("address-rate"),
  },
  {
    title: "an address may ask a thousand times a second",
    requirement: "C06",
    change: rate("address-rate", { Limit: 60_000 }),
  },
  {
    title: "who asks too much is answered 403",
    requirement: "K22",
    change: text("address-rate", '"ResponseCode":429', '"ResponseCode":403'),
  },
  {
    title: "only addresses that name themselves are counted",
    requirement: "C06",
    change: rate("address-rate", { ScopeDownStatement: named }),
  },
  {
    title: "whoever says for whom he asks is counted by what he says",
    requirement: "C06",
    change: beside(
      "address-rate",
      { ScopeDownStatement: not(named) },
      {
        AggregateKeyType: "FORWARDED_IP",
        ForwardedIPConfig: { HeaderName: "X-Forwarded-For", FallbackBehavior: "MATCH" },
        ScopeDownStatement: named,
      },
    ),
  },
  {
    title: "what says that the CDN asks is counted by a ceiling alone",
    requirement: "C06",
    change: beside("address-rate", { ScopeDownStatement: not(named) }, { Limit: 12_000 }),
  },
  {
    title: "servers in the CDN's network may ask as often as they like",
    requirement: "C06",
    change: rate("address-rate", { ScopeDownStatement: not({ AsnMatchStatement: { AsnList: [16509] } }) }),
  },
  {
    title: "one address of the CDN may ask for a whole town",
    requirement: "C06",
    change: beside(
      "address-rate",
      { ScopeDownStatement: not({ AsnMatchStatement: { AsnList: [16509] } }) },
      { Limit: 600_000 },
    ),
  },
  {
    title: "a service believes whoever tells it the visitor's host",
    requirement: "W08",
    change: edit(distribution, ({ origins }) => ({
      origins: (origins as Values[]).map((one) => ({
        ...one,
        customHeaders: [{ name: "X-Forwarded-Host", value: "app.prospector.example" }],
      })),
    })),
  },
  {
    title: "a credential may be used as often as one likes",
    requirement: "C06",
    change: without("credential-rate"),
  },
  {
    title: "credentials are counted by browsers",
    requirement: "C06",
    change: text("credential-rate", "authorization", "user-agent"),
  },
  { title: "bodies are of any length", requirement: "C07", change: without("body-size") },
  {
    title: "a body that does not say how long it is has no end",
    requirement: "C07",
    change: text("body-size", '"OversizeHandling":"MATCH"', '"OversizeHandling":"NO_MATCH"'),
  },
  { title: "pages of any origin may call", requirement: "C05", change: without("origin") },
  {
    title: "a developer's own page may call",
    requirement: "W08",
    change: text("origin", "https://app.prospector.example", "http://localhost:5173"),
  },
  { title: "no credential is asked for at the edge", requirement: "K02", change: without("credential") },
  {
    title: "whoever brings no credential is answered 200 by the service's own rules",
    requirement: "K22",
    change: rule("credential", () => ({ Action: { Allow: {} } })),
  },
  {
    title: "every path is public",
    requirement: "K02",
    change: text("credential", /\^\(\?:\/health\|\/api\/status\)\$/g, "^/.*$"),
  },
  {
    title: "the firewall's log shows credentials",
    requirement: "K22",
    change: set(logging, { redactedFields: [{ queryString: {} }] }),
  },
  { title: "nobody writes down whom the firewall refused", requirement: "C15", change: remove(logging) },
  {
    title: "what the firewall refused is dropped from its log",
    requirement: "C07",
    change: set(logging, {
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: [{ actionCondition: { action: "COUNT" } }],
          },
        ],
      },
    }),
  },
  {
    title: "nobody counts what a rule refuses",
    requirement: "C07",
    change: rule("sql", ({ VisibilityConfig }) => ({
      VisibilityConfig: { ...(VisibilityConfig as Values), CloudWatchMetricsEnabled: false },
    })),
  },
  {
    title: "a rule still counts after its last day",
    requirement: "C06",
    change: countedUntil("address-rate", past),
  },
  {
    title: "a breaker outlived its day",
    requirement: "K15",
    change: tagged("breaker-until-freeze", past),
  },
  {
    title: "a path is closed without an end",
    requirement: "K14",
    change: rules(acl, (all) => [
      {
        ...all.find(({ Name }) => Name === "origin"),
        Name: "unavailable",
        Priority: 1,
        Action: { Block: { CustomResponse: { ResponseCode: 503 } } },
      },
      ...all,
    ]),
  },
  {
    title: "a worker's pause outlived its day",
    requirement: "P09",
    change: pausedUntil(past),
  },
  {
    title: "a worker's alarm is silenced, and it takes jobs",
    requirement: "G15",
    change: silencedUntil(soon),
  },
  {
    title: "a worker's alarm is silent longer than the worker is paused",
    requirement: "G15",
    change: (recording) => silencedUntil(past)(pausedUntil(soon)(recording)),
  },
];
