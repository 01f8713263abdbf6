import { statements, written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";

const provider = "token.actions.githubusercontent.com";
const trust = {
  Effect: "Allow",
  Action: "sts:AssumeRoleWithWebIdentity",
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
};

export const federatedTrustNamesSubject = resourceRule({
  id: "federated-trust-names-subject",
  title: "A role for a pipeline can be assumed by that pipeline only",
  requirements: ["G07", "G18"],
  controls: ["CKV_AWS_358"],
  why: "The identity provider signs tokens for all of its customers: the subject is what tells ours from theirs.",
  fix: "Add a condition on the provider's :sub that names the repository and the branch or environment.",
  judges: role,
  findings: ({ assumeRolePolicy }) =>
    statements(assumeRolePolicy)
      .filter(({ allows, principals }) => allows && principals.some(([kind]) => kind === "Federated"))
      .flatMap(({ conditions }) => {
        const subjects = conditions.filter(({ key }) => /:(sub|aud)$/.test(key) && key.endsWith(":sub"));
        if (subjects.length === 0) return ["its trust names no subject"];
        // `repo:*` or `repo:org/*` admits repositories that nobody has made yet.
        return subjects
          .flatMap(({ values }) => values)
          .filter((value) => /^(repo:)?[^/:]*\*|^repo:[^/]+\/\*/.test(value))
          .map((value) => `its trust takes ${value} as subject`);
      }),
  examples: {
    pass: [
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: { StringEquals: { [`${provider}:sub`]: "repo:acme/shop:environment:production" } },
          }),
        },
      },
      { props: { assumeRolePolicy: written({ ...trust, Principal: { Service: "lambda.amazonaws.com" } }) } },
    ],
    fail: [
      { props: { assumeRolePolicy: written(trust) } },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: { StringEquals: { [`${provider}:aud`]: "sts.amazonaws.com" } },
          }),
        },
      },
      {
        props: {
          assumeRolePolicy: written({ ...trust, Condition: { StringLike: { [`${provider}:sub`]: "*" } } }),
        },
      },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: { StringLike: { [`${provider}:sub`]: "repo:acme/*" } },
          }),
        },
      },
    ],
  },
});
