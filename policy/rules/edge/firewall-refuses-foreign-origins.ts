import { webAcl } from "../../reading/aws-types.ts";
import { eachFirewall, type FirewallRule, refuses, within } from "../../reading/firewall.ts";
import {
  all,
  blocks,
  has,
  lacks,
  saysInHeader,
  withInlineRules,
  withRules,
} from "../../reading/firewall-examples.ts";
import { beforeBalancers } from "../../reading/firewall-places.ts";
import { fields } from "../../reading/json.ts";
import { stackRule } from "../../rule.ts";

const origin = has("origin");
const listed = saysInHeader("origin", "https://app.shop.example");
const refusal = (Statement: object, Action: object = blocks(403)): object => ({
  Name: "origin",
  Action,
  Statement,
});
const form = (RegexString: string): object => ({
  RegexMatchStatement: { FieldToMatch: { SingleHeader: { Name: "Origin" } }, RegexString },
});

export const firewallRefusesForeignOrigins = stackRule({
  id: "firewall-refuses-foreign-origins",
  title: "The firewall refuses calls from pages of other origins",
  requirements: ["C05", "W08", "K22"],
  judges: webAcl,
  why: "A service that answers each origin with its own name in Access-Control-Allow-Origin lets every page act as its visitor. At the edge, the list is one and exact.",
  fix: "Add a rule that blocks requests whose Origin header is none of the exact origins of the deployed pages: NotStatement over ByteMatchStatements EXACTLY https://….",
  findings: (stack) =>
    eachFirewall(beforeBalancers(stack), (rules) => {
      const about = rules
        .filter(refuses)
        .map(originsIn)
        .filter((origins) => origins.length > 0);
      if (about.length === 0) return ["no rule refuses what foreign pages call"];
      return about
        .flat()
        .filter((one) => !exact(one))
        .map((one) => `lets in ${one}, which is not one origin over TLS`);
    }),
  examples: {
    pass: [
      withRules(refusal(all(origin, lacks(listed)))),
      withRules(refusal(all(origin, lacks({ OrStatement: { Statements: [listed, listed] } })))),
      withRules(refusal(all(origin, lacks(form("^https://(app|www)\\.shop\\.example$"))))),
      withRules(refusal(all(origin, lacks(listed)), { Count: {} })),
      withInlineRules({
        name: "origin",
        action: { block: {} },
        statement: {
          notStatement: {
            statement: {
              byteMatchStatement: {
                ...{ fieldToMatch: { singleHeader: { name: "origin" } }, positionalConstraint: "EXACTLY" },
                searchString: "https://app.shop.example",
              },
            },
          },
        },
      }),
    ],
    fail: [
      withRules(),
      withRules(refusal(listed)),
      withRules(refusal(all(origin, lacks(saysInHeader("host", "app.shop.example"))))),
      withRules(refusal(all(origin, lacks(listed)), { Allow: {} })),
      withRules(refusal(all(origin, lacks(saysInHeader("origin", "http://localhost:5173"))))),
      withRules(refusal(all(origin, lacks(form("shop\\.example"))))),
      withRules(refusal(all(origin, lacks(form("^https://.*$"))))),
    ],
  },
});

/** What a rule takes for a known origin: the texts and expressions under a NOT. */
function originsIn(rule: FirewallRule): readonly string[] {
  return within(rule.statement)
    .flatMap((one) => ("NotStatement" in one ? within(fields(fields(one.NotStatement).Statement)) : []))
    .flatMap((one) => Object.values(one).map(fields))
    .filter(
      ({ FieldToMatch }) => String(fields(fields(FieldToMatch).SingleHeader).Name).toLowerCase() === "origin",
    )
    .flatMap(({ PositionalConstraint, SearchString, RegexString }) => {
      if (typeof RegexString === "string") return [RegexString];
      if (typeof SearchString !== "string") return [];
      return [PositionalConstraint === "EXACTLY" ? SearchString : `*${SearchString}*`];
    });
}

/** One origin over TLS, or an expression of such from its beginning to its end, in which no host is left open. */
const exact = (text: string): boolean =>
  text.startsWith("^")
    ? text.endsWith("$") &&
      text.includes("https://") &&
      !text.includes("http://") &&
      !/[^\\]\.[*+?{]/.test(text)
    : /^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(text) && !/localhost|127\./.test(text);
