import { bareBucket, beside, bucketTypes, bucketWith } from "../../reading/buckets.ts";
import { type Props, stackRule } from "../../rule.ts";

const aborts = ({ status, abortIncompleteMultipartUpload: abort }: Props): boolean =>
  status === "Enabled" && abort?.daysAfterInitiation > 0;

export const bucketClearsUnfinishedUploads = stackRule({
  id: "bucket-clears-unfinished-uploads",
  title: "Uploads that were never finished are cleared away",
  requirements: ["G03", "C18"],
  controls: ["FSBP S3.13", "CKV_AWS_300"],
  why: "Their parts are in no listing, are never deleted, and hold data that somebody meant to send.",
  fix: "Add a lifecycle rule with abortIncompleteMultipartUpload to the bucket.",
  judges: bucketTypes,
  findings: (stack) =>
    stack
      .all(...bucketTypes)
      .filter(
        (node) =>
          !beside(stack, node, "LifecycleConfiguration").some((one) =>
            (one.known("rules") ?? []).some(aborts),
          ),
      )
      .map((node) => ({ node, says: "it keeps unfinished uploads for ever" })),
  examples: {
    pass: [lifecycle({ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } })],
    fail: [
      bareBucket,
      lifecycle({ status: "Disabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }),
      lifecycle({ status: "Enabled", expiration: { days: 30 } }),
      lifecycle({ status: "Enabled", abortIncompleteMultipartUpload: {} }),
    ],
  },
});

function lifecycle(rule: object) {
  return bucketWith("LifecycleConfiguration", { rules: [rule] });
}
