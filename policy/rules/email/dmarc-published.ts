import { emailIdentity } from "../../reading/aws-types.ts";
import { dmarcOf, domainOf, record, recordsAt, sendingDomains, shop, textsOf } from "../../reading/email.ts";
import { type StackFinding, stackRule } from "../../rule.ts";

const at = "_dmarc.shop.example";
const dmarc = (text: string) => record("dmarc", at, "TXT", text);

export const dmarcPublished = stackRule({
  id: "dmarc-published",
  title:
    "Each sending domain says what receivers do with mail that only claims to be its own, and whom they tell",
  requirements: ["G04"],
  judges: emailIdentity,
  why: "Large receivers refuse mail of domains without DMARC, and without its reports nobody learns who else sends in the product's name.",
  fix: "Add a TXT record at _dmarc.<domain>: v=DMARC1; p=quarantine; rua=mailto:<an address that somebody reads>.",
  findings: (stack) =>
    sendingDomains(stack).flatMap((node): readonly StackFinding[] => {
      const domain = domainOf(node);
      if (domain === undefined)
        return [{ node, says: "its name is not known before deploy", notProven: true }];
      const [record, ...more] = recordsAt(stack, `_dmarc.${domain}`, "TXT");
      if (!record) return [{ node, says: `no TXT record is at _dmarc.${domain}` }];
      const said = textsOf(record)
        .map(dmarcOf)
        .filter((one) => one !== undefined);
      const [policy] = said;
      if (!policy || said.length + more.length > 1)
        return [{ node: record, says: "it is not one DMARC policy" }];
      return [
        ...(/^(?:none|quarantine|reject)$/.test(policy.p ?? "")
          ? []
          : [{ node: record, says: `its policy is ${policy.p ?? "not set"}` }]),
        ...(/mailto:[^@\s,]+@[^@\s,]+/.test(policy.rua ?? "")
          ? []
          : [{ node: record, says: "it sends reports to nobody" }]),
      ];
    }),
  examples: {
    pass: [
      [shop, dmarc("v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.example")],
      [shop, dmarc("v=DMARC1;p=none;rua=mailto:dmarc@shop.example!10m,mailto:two@shop.example")],
    ],
    fail: [
      [shop],
      [shop, record("dmarc", "_dmarc.bank.example", "TXT", "v=DMARC1; p=reject; rua=mailto:d@bank.example")],
      [shop, record("dmarc", at, "CNAME", "v=DMARC1; p=reject; rua=mailto:dmarc@shop.example")],
      [shop, dmarc("p=reject; rua=mailto:dmarc@shop.example")],
      [shop, dmarc("v=DMARC1; rua=mailto:dmarc@shop.example")],
      [shop, dmarc("v=DMARC1; p=drop; rua=mailto:dmarc@shop.example")],
      [shop, dmarc("v=DMARC1; p=reject")],
      [
        shop,
        record(
          "dmarc",
          at,
          "TXT",
          "v=DMARC1; p=none; rua=mailto:dmarc@shop.example",
          "v=DMARC1; p=reject; rua=mailto:dmarc@shop.example",
        ),
      ],
      [
        { ...shop, props: {}, uses: { emailIdentity: ["zone"] } },
        { type: "aws:route53/zone:Zone", name: "zone" },
      ],
    ],
  },
});
