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

const path = { ByteMatchStatement: { FieldToMatch: { UriPath: {} }, SearchString: "/health" } };
const rule = (Statement: object, Action: object = blocks(401)): object => ({
  Name: "credential",
  Action,
  Statement,
});
const cookie = {
  SizeConstraintStatement: {
    FieldToMatch: { Cookies: { MatchPattern: { IncludedCookies: ["session"] } } },
    ComparisonOperator: "GT",
    Size: 0,
  },
};

export const firewallAsksForCredentials = stackRule({
  id: "firewall-asks-for-credentials",
  title: "What is not public is answered 401 at the edge to whoever brings no credential",
  requirements: ["K02", "K22"],
  judges: webAcl,
  why: "A route that somebody forgot to protect is found by the first scanner. At the edge it needs a credential from the minute it is deployed.",
  fix: "Add a rule that blocks with responseCode 401 all requests that are not among the listed public ones (NotStatement over hosts, methods and paths) and have no credential (NotStatement over a header's or cookie's size).",
  findings: (stack) =>
    eachFirewall(beforeBalancers(stack), (rules) => {
      const asking = rules.filter((one) => refuses(one) && asksForCredential(one));
      if (asking.length === 0) return ["no rule asks for a credential"];
      return asking.flatMap((one) => wrong(one).map((says) => `${one.name} ${says}`));
    }),
  examples: {
    pass: [
      withRules(rule(all(lacks(path), lacks(has("authorization"))))),
      withRules(rule(all(lacks(path), lacks(cookie)))),
      withRules(rule(all(lacks(path), lacks(has("authorization"))), { Count: {} })),
      withInlineRules({
        name: "credential",
        action: { block: { customResponse: { responseCode: 401 } } },
        statement: {
          notStatement: {
            statement: {
              sizeConstraintStatement: {
                ...{ fieldToMatch: { singleHeader: { name: "authorization" } }, size: 0 },
                comparisonOperator: "GT",
              },
            },
          },
        },
      }),
    ],
    fail: [
      withRules(),
      withRules(rule(all(lacks(path), lacks(has("user-agent"))))),
      withRules(rule(all(lacks(path), has("authorization")))),
      withRules(rule(all(path, lacks(has("authorization"))))),
      withRules(rule(all(lacks(path), lacks(saysInHeader("authorization", "Bearer x"))))),
      withRules(rule(all(lacks(path), lacks(has("authorization"))), blocks(403))),
      withRules(rule(all(lacks(path), lacks(has("authorization"))), { Allow: {} })),
      withRules(rule(all(lacks(everyPath(".*")), lacks(has("authorization"))))),
      withRules(rule(all(lacks(everyPath("^/")), lacks(has("authorization"))))),
    ],
  },
});

/** Sent by everybody, and so no credential. */
const anybodys = /^(user-agent|host|accept.*|origin|referer|content-.*|access-control-.*|x-forwarded-.*)$/i;

/** Refuses where a header or a cookie is not there at all. */
const asksForCredential = (one: FirewallRule): boolean =>
  within(one.statement).some((part) => {
    const size = fields(fields(fields(part.NotStatement).Statement).SizeConstraintStatement);
    const field = fields(size.FieldToMatch);
    const header = fields(field.SingleHeader).Name;
    const named = "Cookies" in field || (typeof header === "string" && !anybodys.test(header));
    return named && size.ComparisonOperator === "GT" && Number(size.Size) === 0;
  });

/** No path alone is asked about, and none of those that are let in is every path. */
function wrong(one: FirewallRule): readonly string[] {
  const [outer = {}] = [one.statement];
  const joined = fields(outer.AndStatement).Statements;
  const conditions = Array.isArray(joined) ? joined.map(fields) : [outer];
  const some = conditions.some(
    (part) => !("NotStatement" in part) && !within(part).some((inner) => "NotStatement" in inner),
  );
  const open = within(one.statement)
    .map((part) => fields(part.RegexMatchStatement))
    .filter(({ FieldToMatch }) => "UriPath" in fields(FieldToMatch))
    .filter(({ RegexString }) => everything(String(RegexString)));
  return [
    ...(some ? ["asks on some paths alone"] : []),
    ...(open.length > 0 ? ["lets every path in"] : []),
    ...(one.action === "count" || one.status === 401 ? [] : [`answers ${one.status}, not 401`]),
  ];
}

/** An expression that a path nobody has ever written fits. */
function everything(form: string): boolean {
  try {
    return new RegExp(form).test("/golive/nobody-has-written-this");
  } catch {
    return false; // AWS would refuse it
  }
}

function everyPath(RegexString: string): object {
  return { RegexMatchStatement: { FieldToMatch: { UriPath: {} }, RegexString } };
}
