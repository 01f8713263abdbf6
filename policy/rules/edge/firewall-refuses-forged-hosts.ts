import { webAcl } from "../../reading/aws-types.ts";
import { distribution } from "../../reading/cdn.ts";
import { eachFirewall, type FirewallRule, refuses, within } from "../../reading/firewall.ts";
import { all, blocks, has, lacks, saysInHeader, withRules } from "../../reading/firewall-examples.ts";
import { beforeBalancers } from "../../reading/firewall-places.ts";
import { fields, list } from "../../reading/json.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import { type StackView, unknown } from "../../view.ts";

const told = "x-forwarded-host";

const cdn = (...customHeaders: readonly object[]): StackExample[number] => ({
  type: distribution,
  name: "cdn",
  props: { origins: [{ domainName: unknown }, { domainName: "pages.shop.example", customHeaders }] },
});
const visited = cdn({ name: "X-Forwarded-Host", value: "shop.example" });
const refusal = (Statement: object, Action: object = blocks(403)): object => ({
  Name: "forged-host",
  Action,
  Statement,
});
const own = saysInHeader("X-Forwarded-Host", "shop.example");

export const firewallRefusesForgedHosts = stackRule({
  id: "firewall-refuses-forged-hosts",
  title: "A service that the CDN tells its visitors' host hears it from nobody else",
  requirements: ["C07", "W08"],
  judges: webAcl,
  why: "Whoever asks the balancer himself can say the same with another name: links in pages and mails then lead to his, and a check of origins compares with what he wrote.",
  fix: "Add a rule to the balancer's web ACL that blocks requests whose X-Forwarded-Host is there (SizeConstraintStatement above 0) and is not the CDN's (NotStatement over a ByteMatchStatement EXACTLY).",
  findings: (stack) =>
    namesTold(stack).flatMap((name) =>
      eachFirewall(beforeBalancers(stack), (rules) =>
        rules.some((rule) => refuses(rule) && refusesAllBut(rule, name))
          ? []
          : [`lets in whoever writes another X-Forwarded-Host than ${name}`],
      ),
    ),
  examples: {
    pass: [
      withRules(),
      [...withRules(), cdn({ name: "X-Other", value: "shop.example" })],
      [...withRules(refusal(all(has(told), lacks(own)))), visited],
    ],
    fail: [
      [...withRules(), visited],
      [...withRules(refusal(all(has(told), own))), visited],
      [...withRules(refusal(lacks(saysInHeader("host", "shop.example")))), visited],
      [...withRules(refusal(all(has(told), lacks(saysInHeader(told, "other.example"))))), visited],
      [...withRules(refusal(all(has(told), lacks(own)), { Allow: {} })), visited],
    ],
  },
});

/** By which names the stack's CDNs tell services that visitors came. */
const namesTold = (stack: StackView): readonly string[] => [
  ...new Set(
    stack
      .all(distribution)
      .flatMap((node) => list(node.known("origins")))
      .flatMap((origin) => list(fields(origin).customHeaders).map(fields))
      .filter(({ name }) => String(name).toLowerCase() === told)
      .map(({ value }) => String(value)),
  ),
];

const refusesAllBut = (rule: FirewallRule, name: string): boolean =>
  within(rule.statement).some((part) => {
    const match = fields(fields(fields(part.NotStatement).Statement).ByteMatchStatement);
    const about = String(fields(fields(match.FieldToMatch).SingleHeader).Name).toLowerCase();
    return about === told && match.PositionalConstraint === "EXACTLY" && match.SearchString === name;
  });
