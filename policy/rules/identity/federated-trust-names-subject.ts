import { written } from "../../reading/document.ts";
import { federatedTrusts, signedIn, visitors } from "../../reading/federated.ts";
import { role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const provider = "token.actions.githubusercontent.com";
/** `IfExists` and `ForAllValues` are also true of a token that says nothing; the negated ones are, of all others. */
const affirms = /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/;
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
  fix: "Add a condition on the provider's :sub that names the repository and its branch or environment.",
  judges: role,
  findings: ({ assumeRolePolicy }) =>
    federatedTrusts(assumeRolePolicy).flatMap(({ principals, conditions }) => {
      if (principals.every(([, who]) => who.includes(":saml-provider/"))) return []; // signed for this account
      const subjects = conditions.filter(
        ({ key, operator }) => key.endsWith(":sub") && affirms.test(operator),
      );
      if (subjects.length === 0) return ["its trust names no subject"];
      // `repo:*`, `repo:org/*` and `repo:org/name:*` admit repositories and branches that nobody has made yet.
      return subjects
        .flatMap(({ values }) => values)
        .filter((value) => /[*?]/.test(value) && !/^[^*?:]+:[^*?:]+:[^*?:]+:/.test(value))
        .map((value) => `its trust takes ${value} as subject`);
    }),
  examples: {
    pass: [
      { props: { assumeRolePolicy: written(visitors) } },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: { StringEquals: { [`${provider}:sub`]: "repo:acme/shop:environment:production" } },
          }),
        },
      },
      { props: { assumeRolePolicy: written({ ...trust, Principal: { Service: "lambda.amazonaws.com" } }) } },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: {
              StringEquals: {
                [`${provider}:sub`]: [
                  "repo:acme/shop:environment:production",
                  "repo:acme@1/shop@2:environment:production",
                ],
              },
            },
          }),
        },
      },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: { StringLike: { [`${provider}:sub`]: "repo:acme/shop:ref:refs/tags/v*" } },
          }),
        },
      },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Action: "sts:AssumeRoleWithSAML",
            Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/people" },
            Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
          }),
        },
      },
    ],
    fail: [
      { props: { assumeRolePolicy: written(signedIn) } },
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
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: { StringLike: { [`${provider}:sub`]: "repo:acme/shop:*" } },
          }),
        },
      },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: {
              StringNotEquals: { [`${provider}:sub`]: "repo:acme/shop:ref:refs/heads/main" },
            },
          }),
        },
      },
      {
        props: {
          assumeRolePolicy: written({
            ...trust,
            Condition: {
              "ForAllValues:StringEquals": { [`${provider}:sub`]: "repo:acme/shop:environment:production" },
            },
          }),
        },
      },
      { props: { assumeRolePolicy: unknown } },
    ],
  },
});
