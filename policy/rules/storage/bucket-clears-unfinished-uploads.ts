import { bareBucket, bucketsWithoutRule, bucketTypes, bucketWithRule } from "../../reading/buckets.ts";
import { type Props, stackRule } from "../../rule.ts";

const aborts = ({ abortIncompleteMultipartUpload: abort }: Props): boolean => abort?.daysAfterInitiation > 0;

export const bucketClearsUnfinishedUploads = stackRule({
  id: "bucket-clears-unfinished-uploads",
  title: "Uploads that were never finished are cleared away",
  requirements: ["G03", "C18"],
  controls: ["FSBP S3.13", "CKV_AWS_300"],
  why: "Their parts are in no listing, are never deleted, and hold data that somebody meant to send.",
  fix: "Add a lifecycle rule with abortIncompleteMultipartUpload to the bucket.",
  judges: bucketTypes,
  findings: (stack) => bucketsWithoutRule(stack, aborts, "it keeps unfinished uploads for ever"),
  examples: {
    pass: [bucketWithRule({ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } })],
    fail: [
      bareBucket,
      bucketWithRule({ status: "Disabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }),
      bucketWithRule({ status: "Enabled", expiration: { days: 30 } }),
      bucketWithRule({ status: "Enabled", abortIncompleteMultipartUpload: {} }),
    ],
  },
});
