import { bareBucket, beside, bucketTypes, bucketWith } from "../../reading/buckets.ts";
import { stackRule } from "../../rule.ts";

export const bucketOwnedByAccount = stackRule({
  id: "bucket-owned-by-account",
  title: "Every object in a bucket is the account's own, and ACLs mean nothing",
  requirements: ["G03"],
  controls: ["FSBP S3.12", "CKV2_AWS_65"],
  why: "An ACL travels with one object and shows in no policy, so nobody reviews it.",
  fix: "Add an aws.s3.BucketOwnershipControls with BucketOwnerEnforced for the bucket and remove its ACLs.",
  judges: bucketTypes,
  findings: (stack) =>
    stack.all(...bucketTypes).flatMap((node) => {
      const controls = beside(stack, node, "OwnershipControls");
      const enforced = controls.some((one) => one.known("rule", "objectOwnership") === "BucketOwnerEnforced");
      return [
        ...(enforced ? [] : [{ node, says: "objectOwnership is not BucketOwnerEnforced" }]),
        ...beside(stack, node, "Acl").map(() => ({ node, says: "it has an ACL" })),
      ];
    }),
  examples: {
    pass: [bucketWith("OwnershipControls", { rule: { objectOwnership: "BucketOwnerEnforced" } })],
    fail: [
      bareBucket,
      bucketWith("OwnershipControls", { rule: { objectOwnership: "ObjectWriter" } }),
      bucketWith("Acl", { acl: "private" }),
    ],
  },
});
