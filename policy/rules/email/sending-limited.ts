import { type Statement, written } from "../../reading/document.ts";
import { grants, grantTypes, role } from "../../reading/grants.ts";
import { anyIdentity, send, sendingOf } from "../../reading/sending.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

/** No address of another domain fits. */
const inOneDomain = (address: string): boolean => /@[^*?@]+$/.test(address);

function wrong(statement: Statement): readonly string[] {
  const sends = sendingOf(statement);
  if (!sends) return [];
  const limited = (by: (address: string) => boolean): boolean =>
    sends.from.some((values) => values.every(by));
  return [
    ...(sends.anything || (sends.anyIdentity && !limited(inOneDomain))
      ? ["it may send in the name of every domain"]
      : []),
    ...(limited((address) => /[^*?@]/.test(address)) ? [] : ["it may send from every address of a domain"]),
  ];
}

export const sendingLimited = resourceRule({
  id: "sending-limited",
  title: "Who may send mail may do so from named addresses of named domains",
  requirements: ["G04", "G13"],
  why: "A task that may send from any address writes to customers as the chief accountant, signed by the domain itself.",
  fix: "Give the identity's and the configuration set's ARNs as Resource, and a StringEquals condition on ses:FromAddress.",
  judges: grantTypes,
  findings: (props, { type }) => grants(type, props).flatMap(wrong),
  examples: {
    pass: [
      { props: { policy: written(send) } },
      {
        props: {
          policy: written({ ...send, Condition: { StringLike: { "ses:FromAddress": "*@shop.example" } } }),
        },
      },
      { props: { policy: written({ ...send, ...anyIdentity }) } },
      { props: { policy: written({ ...send, Action: "ses:GetAccount", Resource: "*", Condition: {} }) } },
      { props: { policy: written({ ...send, Effect: "Deny", Resource: "*", Condition: {} }) } },
      {
        props: { policy: written({ Effect: "Allow", NotAction: "ses:*", Resource: "arn:aws:s3:::reports" }) },
      },
      { type: role, props: { assumeRolePolicy: "{}" } },
    ],
    fail: [
      { props: { policy: written({ ...send, Condition: {} }) } },
      { props: { policy: written({ ...send, Resource: "*" }) } },
      { props: { policy: written({ ...send, ...anyIdentity, Condition: {} }) } },
      {
        props: {
          policy: written({
            ...send,
            ...anyIdentity,
            Condition: { StringLike: { "ses:FromAddress": "orders@*" } },
          }),
        },
      },
      { props: { policy: written({ ...send, Resource: "arn:aws:ses:eu-central-1:111122223333:*" }) } },
      { props: { policy: written({ ...send, Action: "ses:*", Condition: {} }) } },
      { props: { policy: written({ ...send, Action: "*", Resource: "*" }) } },
      { props: { policy: written({ ...send, Condition: { StringLike: { "ses:FromAddress": "*" } } }) } },
      {
        props: {
          policy: written({
            ...send,
            Condition: { StringEqualsIfExists: { "ses:FromAddress": "orders@shop.example" } },
          }),
        },
      },
      {
        props: {
          policy: written({
            ...send,
            Condition: { StringNotEquals: { "ses:FromAddress": "ceo@shop.example" } },
          }),
        },
      },
      { props: { policy: written({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }) } },
      { props: { policy: unknown } },
      { type: role, props: { inlinePolicies: [{ policy: written({ ...send, Condition: {} }) }] } },
    ],
  },
});
