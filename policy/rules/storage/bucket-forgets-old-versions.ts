import { bareBucket, bucketsWithoutRule, bucketTypes, bucketWithRule } from "../../reading/buckets.ts";
import { type Props, stackRule } from "../../rule.ts";

const forgets = ({ noncurrentVersionExpiration: end }: Props): boolean => end?.noncurrentDays > 0;

export const bucketForgetsOldVersions = stackRule({
  id: "bucket-forgets-old-versions",
  title: "A file that was deleted is gone for good after a stated time",
  requirements: ["C18"],
  controls: ["FSBP S3.10"],
  why: "In a versioned bucket a deletion only hides: without an end to old versions, erasing a person's data does nothing.",
  fix: "Add a lifecycle rule with noncurrentVersionExpiration to the bucket.",
  judges: bucketTypes,
  findings: (stack) => bucketsWithoutRule(stack, forgets, "it keeps old versions for ever"),
  examples: {
    pass: [bucketWithRule({ status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } })],
    fail: [
      bareBucket,
      bucketWithRule({ status: "Disabled", noncurrentVersionExpiration: { noncurrentDays: 30 } }),
      bucketWithRule({ status: "Enabled", expiration: { days: 30 } }),
    ],
  },
});
