import { written } from "../../reading/document.ts";
import { grants, grantTypes } from "../../reading/grants.ts";
import { anyIdentity, send, sendingOf } from "../../reading/sending.ts";
import { resourceRule } from "../../rule.ts";

export const sendingNamesDomains = resourceRule({
  id: "sending-names-domains",
  title: "Who may send mail may do so by the identities of named domains",
  requirements: ["G04", "G13"],
  floor: "production",
  judges: grantTypes,
  why: "SES's sandbox asks for the right to each verified identity that mail goes to, so staging may need them all. Outside of it only the sender's is asked for, and every other one is a name to send in.",
  fix: "Give the ARN of the sending domain's identity as Resource, instead of identity/*.",
  findings: (props, { type }) =>
    grants(type, props).flatMap((statement) =>
      sendingOf(statement)?.anyIdentity ? ["it may use every identity of the account"] : [],
    ),
  examples: {
    pass: [
      { props: { policy: written(send) } },
      { props: { policy: written({ ...send, ...anyIdentity, Action: "ses:GetEmailIdentity" }) } },
    ],
    fail: [{ props: { policy: written({ ...send, ...anyIdentity }) } }],
  },
});
