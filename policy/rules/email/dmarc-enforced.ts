import { emailIdentity } from "../../reading/aws-types.ts";
import { dmarcOf, domainOf, record, recordsAt, sendingDomains, shop, textsOf } from "../../reading/email.ts";
import { stackRule } from "../../rule.ts";

const dmarc = (text: string) => record("dmarc", "_dmarc.shop.example", "TXT", text);

export const dmarcEnforced = stackRule({
  id: "dmarc-enforced",
  title: "Receivers keep mail away from readers that only claims to be ours",
  requirements: ["G04"],
  floor: "production",
  judges: emailIdentity,
  why: "With `none` receivers count what others send in the product's name, and deliver it all the same.",
  fix: "Set p=quarantine or p=reject in the record at _dmarc.<domain>, for all of the mail and for its subdomains.",
  findings: (stack) =>
    sendingDomains(stack)
      .flatMap((node) => recordsAt(stack, `_dmarc.${domainOf(node)}`, "TXT"))
      .flatMap((node) =>
        textsOf(node).flatMap((text) => {
          const { p, sp = p, pct = "100" } = dmarcOf(text) ?? {};
          return [
            ...(p === "none" ? [{ node, says: "it asks receivers to deliver what is not signed" }] : []),
            ...(sp === "none" && p !== "none"
              ? [{ node, says: "it leaves subdomains to whoever uses them" }]
              : []),
            ...(Number(pct) < 100 ? [{ node, says: `it is about ${pct} % of the mail` }] : []),
          ];
        }),
      ),
  examples: {
    pass: [
      [shop, dmarc("v=DMARC1; p=quarantine; rua=mailto:d@shop.example")],
      [shop, dmarc("v=DMARC1; p=reject; sp=quarantine; pct=100")],
      [shop],
    ],
    fail: [
      [shop, dmarc("v=DMARC1; p=none; rua=mailto:d@shop.example")],
      [shop, dmarc("v=DMARC1; p=reject; sp=none")],
      [shop, dmarc("v=DMARC1; p=quarantine; pct=20")],
    ],
  },
});
