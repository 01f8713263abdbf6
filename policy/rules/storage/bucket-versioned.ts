import { bareBucket, beside, bucketTypes, bucketWith } from "../../reading/buckets.ts";
import { stackRule } from "../../rule.ts";

export const bucketVersioned = stackRule({
  id: "bucket-versioned",
  title: "What is overwritten or deleted in a bucket can be brought back",
  requirements: ["G03", "C14"],
  controls: ["FSBP S3.14", "CKV_AWS_21"],
  why: "A wrong release overwrites files as fast as it writes them.",
  fix: "Add an aws.s3.BucketVersioning for the bucket with status Enabled.",
  judges: bucketTypes,
  findings: (stack) =>
    stack
      .all(...bucketTypes)
      .filter((node) =>
        beside(stack, node, "Versioning").every(
          (one) => one.known("versioningConfiguration", "status") !== "Enabled",
        ),
      )
      .map((node) => ({ node, says: "it keeps no versions" })),
  examples: {
    pass: [bucketWith("Versioning", { versioningConfiguration: { status: "Enabled" } })],
    fail: [bareBucket, bucketWith("Versioning", { versioningConfiguration: { status: "Suspended" } })],
  },
});
