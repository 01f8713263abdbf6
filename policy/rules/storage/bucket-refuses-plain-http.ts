import { bareBucket, beside, bucketTypes, bucketWith } from "../../reading/buckets.ts";
import { covers, type Statement, statements, written } from "../../reading/document.ts";
import { stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const refusal = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

/** Denies everyone everything in it that comes unencrypted. */
const refuses = ({ allows, actions, principals, resources, conditions }: Statement): boolean =>
  !allows &&
  conditions.length === 1 &&
  conditions.some(({ key, values }) => key === "aws:securetransport" && values.includes("false")) &&
  principals.some(([kind]) => kind === "*") &&
  actions.some((action) => covers(action, "s3:GetObject") && covers(action, "s3:PutObject")) &&
  resources.some((resource) => resource.endsWith("*"));

export const bucketRefusesPlainHttp = stackRule({
  id: "bucket-refuses-plain-http",
  title: "A bucket answers over TLS only",
  requirements: ["G03", "G05"],
  controls: ["FSBP S3.5", "CKV_AWS_379", "AwsSolutions-S10"],
  why: "S3 still answers plain HTTP, and a signed request sent that way can be read and replayed.",
  fix: "Add a Deny of s3:* for everyone where aws:SecureTransport is false to the bucket's policy, its ARN built from known names.",
  judges: bucketTypes,
  findings: (stack) =>
    stack.all(...bucketTypes).flatMap((node) => {
      const policies = beside(stack, node, "Policy");
      if (policies.some((policy) => statements(policy.known("policy")).some(refuses))) return [];
      if (policies.some((policy) => policy.isUnknown("policy")))
        return [{ node, says: "its policy is known only after deploy", notProven: true as const }];
      return [{ node, says: "its policy does not refuse plain HTTP" }];
    }),
  examples: {
    pass: [bucketWith("Policy", { policy: written(refusal) })],
    fail: [
      bareBucket,
      bucketWith("Policy", { policy: unknown }),
      bucketWith("Policy", { policy: written({ ...refusal, Effect: "Allow" }) }),
      bucketWith("Policy", { policy: written({ ...refusal, Action: "s3:DeleteBucket" }) }),
      bucketWith("Policy", {
        policy: written({ ...refusal, Principal: { AWS: "arn:aws:iam::111122223333:role/a" } }),
      }),
      bucketWith("Policy", {
        policy: written({ ...refusal, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      }),
      bucketWith("Policy", { policy: written({ ...refusal, Resource: "arn:aws:s3:::reports" }) }),
    ],
  },
});
