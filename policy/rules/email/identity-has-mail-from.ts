import { emailIdentity, mailFrom } from "../../reading/aws-types.ts";
import {
  domainOf,
  mailFromOf,
  record,
  recordsAt,
  sendingDomains,
  shop,
  textsOf,
} from "../../reading/email.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

function wrong(stack: StackView, node: Node, identity: Node): readonly StackFinding[] {
  const name: unknown = node.known("mailFromDomain");
  if (typeof name !== "string")
    return node.isUnknown("mailFromDomain")
      ? [{ node, says: "its domain is not known before deploy", notProven: true }]
      : [{ node, says: "it names no domain" }];
  const domain = domainOf(identity);
  if (domain && !name.endsWith(`.${domain}`)) return [{ node, says: `${name} is not under ${domain}` }];
  const returns = recordsAt(stack, name, "MX").flatMap(textsOf);
  const admits = recordsAt(stack, name, "TXT").flatMap(textsOf);
  return [
    ...(returns.some((value) => /^\d+ feedback-smtp\..+\.amazonses\.com\.?$/.test(value))
      ? []
      : [{ node, says: `no MX record at ${name} leads bounces to SES` }]),
    ...(admits.some((value) => /^v=spf1 (?:.* )?include:amazonses\.com(?: .*)? [~-]all$/.test(value))
      ? []
      : [{ node, says: `no SPF record at ${name} admits SES, and nobody else` }]),
  ];
}

const told = (domain: string): StackExample[number] => ({
  type: mailFrom,
  name: "mail-from",
  props: { mailFromDomain: domain },
  uses: { emailIdentity: ["identity"] },
});
const at = "bounce.shop.example";
const mx = record("mx", at, "MX", "10 feedback-smtp.eu-central-1.amazonses.com");
const spf = record("spf", at, "TXT", "v=spf1 include:amazonses.com ~all");

export const identityHasMailFrom = stackRule({
  id: "identity-has-mail-from",
  title: "Bounces come back to a name of the sender's own, which admits SES alone to send in its name",
  requirements: ["G04"],
  judges: emailIdentity,
  why: "Without it the envelope says amazonses.com, which is somebody else: SPF then says nothing of the sender, and DMARC rests on DKIM alone.",
  fix: "Add EmailIdentityMailFromAttributes with a name under the domain, its MX record to feedback-smtp.<region>.amazonses.com, and its TXT record v=spf1 include:amazonses.com ~all.",
  findings: (stack) =>
    sendingDomains(stack).flatMap((identity): readonly StackFinding[] => {
      const [node] = mailFromOf(stack, identity);
      return node ? wrong(stack, node, identity) : [{ node: identity, says: "it has no MAIL FROM domain" }];
    }),
  examples: {
    pass: [
      [shop, told(at), mx, spf],
      [
        shop,
        { ...told(at), props: { mailFromDomain: at, emailIdentity: "shop.example" }, uses: {} },
        mx,
        spf,
      ],
      [shop, told(at), mx, record("spf", `${at}.`, "TXT", '"v=spf1 include:amazonses.com -all"')],
    ],
    fail: [
      [shop],
      [shop, mx, spf],
      [shop, told(at)],
      [shop, told(at), mx],
      [shop, told(at), spf],
      [shop, told(at), mx, record("spf", at, "TXT", "v=spf1 include:amazonses.com +all")],
      [shop, told(at), mx, record("spf", at, "TXT", "v=spf1 include:mail.example ~all")],
      [shop, told(at), spf, record("mx", at, "MX", "10 mail.shop.example")],
      [shop, told("bounce.bank.example"), mx, spf],
      [shop, { ...told(at), props: {} }, mx, spf],
      [shop, { ...told(at), props: {}, uses: { emailIdentity: ["identity"], mailFromDomain: ["identity"] } }],
    ],
  },
});
