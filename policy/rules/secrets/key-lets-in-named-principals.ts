import { grantsAnyone, statements, written } from "../../reading/document.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const use = { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" };

export const keyLetsInNamedPrincipals = resourceRule({
  id: "key-lets-in-named-principals",
  title: "A key's policy names who may use it",
  requirements: ["G07", "C09"],
  controls: ["FSBP KMS.5", "CKV_AWS_33", "CKV2_AWS_64"],
  why: "A key that everyone may use is no lock.",
  fix: "Name accounts, roles or services as principals, or add a condition.",
  judges: ["aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy"],
  findings: ({ policy }) => (statements(policy).some(grantsAnyone) ? ["it lets anyone use the key"] : []),
  examples: {
    pass: [
      { props: {} },
      { props: { policy: written({ ...use, Principal: { AWS: "arn:aws:iam::111122223333:root" } }) } },
      {
        props: {
          policy: written({
            ...use,
            Principal: "*",
            Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } },
          }),
        },
      },
    ],
    fail: [
      { props: { policy: written({ ...use, Principal: "*" }) } },
      { props: { policy: written({ ...use, Principal: { AWS: ["*"] } }) } },
      { props: { policy: written({ ...use, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }) } },
      { props: { policy: unknown } },
    ],
  },
});
