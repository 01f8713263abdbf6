import { at, type Facts } from "../../data-map/facts.ts";
import type { Band, Plan, Pricer, Pricers } from "../quantity.ts";
import { always } from "../quantity.ts";

const distribution = "aws:cloudfront/distribution:Distribution";

/**
 * What passes by a firewall: before the CDN whatever a view of a page loads, and what the CDN hands on to a service. That
 * the balancer's firewall judges a second time, and so is billed a second time.
 */
function passingBy(facts: Facts, { stack, assumed }: Plan): { readonly amount: Band; readonly how: string } {
  if (facts.text("scope") !== "CLOUDFRONT")
    return { amount: assumed.requests, how: "each request of a service" };
  const handsOn = stack
    .all(distribution)
    .filter((one) => one.uses("webAclId").includes(facts.name))
    .some((one) => one.list("origins").some((origin) => at(origin, "customOriginConfig") !== undefined));
  const { requests, pageRequests: pages } = assumed;
  return handsOn
    ? {
        amount: { low: pages.low + requests.low, high: pages.high + requests.high },
        how: "what a view of a page loads, and what the CDN hands on",
      }
    : { amount: pages, how: "what a view of a page loads" };
}

/** A managed rule group counts as one rule; bot control has a price of its own, before the balancer for pages alone. */
const firewall: Pricer = (facts, plan) => {
  const rules = rulesOf(facts.text("ruleJson"));
  if (rules === undefined) return [{ why: `the rules of ${facts.name} are not known before deploy` }];
  const region = facts.text("region");
  const { amount, how } = passingBy(facts, plan);
  const of = { item: "firewalls", region };
  const judged = { item: "requests judged by firewalls", region, how, usage: true } as const;
  const botsToo = rules.some((rule) => JSON.stringify(rule).includes("AWSManagedRulesBotControlRuleSet"));
  const pages = facts.text("scope") === "CLOUDFRONT" ? plan.assumed.pageRequests.low : 0;
  return [
    { ...of, meter: "waf.acl", ...always(1), how: "by ACL and rule" },
    { ...of, meter: "waf.rule", ...always(rules.length), how: "by ACL and rule" },
    { ...judged, meter: "waf.requests", ...amount },
    ...(botsToo
      ? ([
          { ...of, meter: "waf.bots", ...always(1), how: "bot control by ACL" },
          {
            ...judged,
            meter: "waf.bots.requests",
            low: pages,
            high: amount.high,
            how: "bot control: those for pages",
          },
        ] as const)
      : []),
  ];
};

function rulesOf(text: string | undefined): readonly unknown[] | undefined {
  try {
    const rules: unknown = JSON.parse(text ?? "");
    return Array.isArray(rules) ? rules : undefined;
  } catch {
    return undefined;
  }
}

export const edge: Pricers = {
  "aws:wafv2/webAcl:WebAcl": firewall,
  [distribution]: (_, { assumed }) => [
    {
      item: "CDN",
      meter: "cdn.gb",
      low: 0,
      high: Math.max(0, assumed.pagesGb.high - 1000),
      how: "beyond the free 1 TB",
      usage: true,
    },
    {
      item: "CDN",
      meter: "cdn.requests",
      low: 0,
      high: Math.max(0, assumed.pageRequests.high - 10),
      how: "30 requests a view, beyond the free 10 million",
      usage: true,
    },
  ],
};
