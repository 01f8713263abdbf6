import { type Statement, written } from "../../reading/document.ts";
import { deniesAll, lockedBucket, locksWithout, lockTypes } from "../../reading/locked-buckets.ts";
import { stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const unconditional = { Null: { "s3:if-none-match": "true" } };
const refusal = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::reports/trials/*",
  Condition: unconditional,
};

/** Parts of an upload have no such header; what ends the upload has ("Enforce conditional writes", S3 guide). */
const harmless = ({ operator, key, values }: Statement["conditions"][number]): boolean =>
  operator === "Bool" && key === "s3:objectcreationoperation" && values.includes("true");

const refuses = (entry: Statement): boolean =>
  deniesAll(entry, "s3:PutObject") &&
  entry.conditions.some(
    ({ operator, key, values }) =>
      operator === "Null" && key === "s3:if-none-match" && values.every((value) => value === "true"),
  ) &&
  entry.conditions.filter((one) => !harmless(one)).length === 1;

export const lockedBucketWrittenOnce = stackRule({
  id: "locked-bucket-written-once",
  title: "What a bucket has locked is not written over",
  requirements: ["K25"],
  why: "A lock keeps each version, and everybody reads the newest: a record that is written over says something else from then on, and the one before is looked for by nobody.",
  fix: "Deny everyone s3:PutObject where s3:if-none-match is absent (Null: true), on what must stay as it was written.",
  judges: lockTypes,
  findings: (stack) => locksWithout(stack, refuses, "the bucket's policy lets what it locks be written over"),
  examples: {
    pass: [
      lockedBucket(written(refusal)),
      lockedBucket(
        written({
          ...refusal,
          Condition: { ...unconditional, Bool: { "s3:ObjectCreationOperation": "true" } },
        }),
      ),
    ],
    fail: [
      lockedBucket(),
      lockedBucket(unknown),
      lockedBucket(written({ ...refusal, Effect: "Allow" })),
      lockedBucket(written({ ...refusal, Action: "s3:GetObject" })),
      lockedBucket(written({ ...refusal, Principal: { AWS: "arn:aws:iam::111122223333:role/a" } })),
      lockedBucket(written({ ...refusal, Resource: "arn:aws:s3:::reports" })),
      lockedBucket(written({ ...refusal, Condition: { Null: { "s3:if-none-match": "false" } } })),
      lockedBucket(written({ ...refusal, Condition: { Null: { "s3:if-match": "true" } } })),
      lockedBucket(
        written({ ...refusal, Condition: { ...unconditional, Bool: { "aws:SecureTransport": "false" } } }),
      ),
    ],
  },
});
