import { emailIdentity } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const domain = "shop.example";

export const identitySignsWithDkim = resourceRule({
  id: "identity-signs-with-dkim",
  title: "Mail is signed in the name of a domain, with a key that nobody can guess",
  requirements: ["G04"],
  why: "Receivers weigh mail by the domain that signed it: what is signed by nobody, or by a short key, ends among the spam.",
  fix: 'Verify a domain instead of an address, with dkimSigningAttributes of nextSigningKeyLength "RSA_2048_BIT", or with a key of your own.',
  judges: emailIdentity,
  findings: ({ emailIdentity: name, dkimSigningAttributes: signing }) => {
    if (String(name ?? "").includes("@")) return ["it is one address: only a domain signs"];
    if (signing?.domainSigningSelector && signing.domainSigningPrivateKey !== undefined) return [];
    const length: unknown = signing?.nextSigningKeyLength;
    return length === "RSA_2048_BIT" ? [] : [`its signing key is ${length ?? "of no declared length"}`];
  },
  examples: {
    pass: [
      { props: { emailIdentity: domain, dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" } } },
      {
        props: {
          emailIdentity: domain,
          dkimSigningAttributes: { domainSigningSelector: "s1", domainSigningPrivateKey: "(a key)" },
        },
      },
    ],
    fail: [
      { props: { emailIdentity: domain } },
      { props: { emailIdentity: domain, dkimSigningAttributes: {} } },
      { props: { emailIdentity: domain, dkimSigningAttributes: { nextSigningKeyLength: "RSA_1024_BIT" } } },
      { props: { emailIdentity: domain, dkimSigningAttributes: { domainSigningSelector: "s1" } } },
      { props: { emailIdentity: "me@shop.example" } },
      { props: { emailIdentity: domain, dkimSigningAttributes: unknown } },
    ],
  },
});
