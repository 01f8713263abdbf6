import { bareBucket, beside, bucketTypes, bucketWith } from "../../reading/buckets.ts";
import { stackRule } from "../../rule.ts";

const flags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;
const shut = Object.fromEntries(flags.map((flag) => [flag, true]));

export const bucketPrivate = stackRule({
  id: "bucket-private",
  title: "No bucket can be made public, by whatever policy or ACL",
  requirements: ["G03", "C09"],
  controls: ["FSBP S3.8", "CKV_AWS_53", "CKV2_AWS_6", "AwsSolutions-S2"],
  why: "Public buckets are made by accident, one statement at a time; this switch outlives the accident.",
  fix: "Add an aws.s3.BucketPublicAccessBlock for the bucket with all four settings true.",
  judges: bucketTypes,
  findings: (stack) =>
    stack.all(...bucketTypes).flatMap((node) => {
      const [block] = beside(stack, node, "PublicAccessBlock");
      if (!block) return [{ node, says: "nothing blocks public access to it" }];
      return flags
        .filter((flag) => block.known(flag) !== true)
        .map((flag) => ({ node, says: `${flag} is not true` }));
    }),
  examples: {
    pass: [bucketWith("PublicAccessBlock", shut)],
    fail: [bareBucket, ...flags.map((flag) => bucketWith("PublicAccessBlock", { ...shut, [flag]: false }))],
  },
});
