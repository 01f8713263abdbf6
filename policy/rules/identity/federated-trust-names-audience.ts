import { written } from "../../reading/document.ts";
import { federatedTrusts, signedIn, visitors } from "../../reading/federated.ts";
import { role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const issuer = "token.actions.githubusercontent.com";
const exactly = /^(?:ForAnyValue:)?StringEquals$/;
const trust = (condition?: object) => ({
  assumeRolePolicy: written({
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
    ...(condition && { Condition: condition }),
  }),
});
const subject = { [`${issuer}:sub`]: "repo:acme/shop:environment:production" };

export const federatedTrustNamesAudience = resourceRule({
  id: "federated-trust-names-audience",
  title: "A token that was made for somebody else opens no role",
  requirements: ["G07", "G18"],
  controls: ["CKV_AWS_358"],
  why: "A job hands tokens to whatever it logs in to: one made for another service must be worth nothing here.",
  fix: "Add a StringEquals condition on the provider's :aud, such as sts.amazonaws.com.",
  judges: role,
  findings: ({ assumeRolePolicy }) =>
    federatedTrusts(assumeRolePolicy)
      .filter(
        ({ conditions }) =>
          !conditions.some(
            ({ operator, key, values }) =>
              key.endsWith(":aud") && exactly.test(operator) && values.length > 0 && !values.includes("*"),
          ),
      )
      .map(() => "its trust names no audience"),
  examples: {
    pass: [
      { props: { assumeRolePolicy: written(visitors) } },
      { props: trust({ StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", ...subject } }) },
      {
        props: {
          assumeRolePolicy: written({
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: "lambda.amazonaws.com" },
          }),
        },
      },
    ],
    fail: [
      { props: { assumeRolePolicy: written(signedIn) } },
      { props: trust() },
      { props: trust({ StringEquals: subject }) },
      { props: trust({ StringLike: { [`${issuer}:aud`]: "*" } }) },
      { props: trust({ StringEqualsIfExists: { [`${issuer}:aud`]: "sts.amazonaws.com" } }) },
      { props: trust({ StringNotEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" } }) },
      { props: { assumeRolePolicy: unknown } },
    ],
  },
});
