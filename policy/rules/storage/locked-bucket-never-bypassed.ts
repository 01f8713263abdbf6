import { written } from "../../reading/document.ts";
import { deniesAll, lockedBucket, locksWithout, lockTypes } from "../../reading/locked-buckets.ts";
import { stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const whole = ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"];
const refusal = { Effect: "Deny", Principal: "*", Action: whole, Resource: "arn:aws:s3:::reports/*" };

export const lockedBucketNeverBypassed = stackRule({
  id: "locked-bucket-never-bypassed",
  title: "What a bucket has locked is taken away by nobody",
  requirements: ["K25", "K21"],
  why: "A lock in governance mode yields to whoever has the right to go round it, and even a lock in compliance mode lets a record be hidden behind a mark of deletion: a proof that its maker can withdraw proves nothing.",
  fix: "Deny everyone s3:BypassGovernanceRetention, s3:DeleteObject and s3:DeleteObjectVersion on all objects, without a condition, in the bucket's policy.",
  judges: lockTypes,
  findings: (stack) =>
    locksWithout(
      stack,
      (entry) => entry.conditions.length === 0 && whole.every((action) => deniesAll(entry, action)),
      "the bucket's policy lets whoever may go round it delete what it locks",
    ),
  examples: {
    pass: [lockedBucket(written(refusal)), lockedBucket(written({ ...refusal, Action: "s3:*" }))],
    fail: [
      lockedBucket(),
      lockedBucket(unknown),
      lockedBucket(undefined, "COMPLIANCE"),
      lockedBucket(written({ ...refusal, Effect: "Allow" })),
      lockedBucket(written({ ...refusal, Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"] })),
      lockedBucket(written({ ...refusal, Action: "s3:BypassGovernanceRetention" })),
      lockedBucket(written({ ...refusal, Principal: { AWS: "arn:aws:iam::111122223333:role/a" } })),
      lockedBucket(written({ ...refusal, Resource: "arn:aws:s3:::reports" })),
      lockedBucket(written({ ...refusal, Condition: { Bool: { "aws:SecureTransport": "false" } } })),
    ],
  },
});
