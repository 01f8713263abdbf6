import { dnsRecord, emailIdentity } from "../../reading/aws-types.ts";
import { dkim, domainOf, record, recordsAt, sendingDomains, shop } from "../../reading/email.ts";
import { stackRule } from "../../rule.ts";

/** Easy DKIM turns its keys over by itself, and needs all of the names for that. */
const keys = 3;
const own = { ...shop, props: { ...shop.props, dkimSigningAttributes: { domainSigningSelector: "s1" } } };

export const domainVerifiedByRecords = stackRule({
  id: "domain-verified-by-records",
  title: "The records that prove a sending domain are part of the stack",
  requirements: ["G04"],
  judges: emailIdentity,
  why: "A domain whose keys nobody published is not verified, and SES refuses each message; one whose keys were cleaned away stops sending days later.",
  fix: "Make a route53.Record for each of the identity's three DKIM tokens, by index; for a key of your own, the TXT record of its selector.",
  findings: (stack) =>
    sendingDomains(stack).flatMap((node) => {
      const selector: unknown = node.known("dkimSigningAttributes", "domainSigningSelector");
      if (typeof selector === "string") {
        const at = `${selector}._domainkey.${domainOf(node)}`;
        return recordsAt(stack, at, "TXT").length > 0 ? [] : [{ node, says: `no TXT record is at ${at}` }];
      }
      const published = stack
        .all(dnsRecord)
        .filter(
          (one) =>
            one.known("type") === "CNAME" &&
            one.uses("name").includes(node) &&
            one.uses("records").includes(node),
        );
      return published.length >= keys
        ? []
        : [
            {
              node,
              says: `${published.length} of its ${keys} DKIM keys are published by a record of the stack`,
            },
          ];
    }),
  examples: {
    pass: [
      [shop, dkim("one"), dkim("two"), dkim("three")],
      [own, record("key", "s1._domainkey.shop.example.", "TXT", "p=abc")],
      [{ ...shop, props: { emailIdentity: "me@shop.example" } }],
    ],
    fail: [
      [shop],
      [shop, dkim("one"), dkim("two")],
      [shop, dkim("one"), dkim("two"), { ...dkim("three"), uses: { name: ["identity"] } }],
      [shop, dkim("one"), dkim("two"), { ...dkim("three"), props: { type: "TXT" } }],
      [own, dkim("one"), dkim("two"), dkim("three")],
    ],
  },
});
