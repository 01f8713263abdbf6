import { bareBucket, beside, bucketTypes, bucketWith } from "../../reading/buckets.ts";
import { type Props, stackRule } from "../../rule.ts";

const forgets = ({ status, noncurrentVersionExpiration: end }: Props): boolean =>
  status === "Enabled" && end?.noncurrentDays > 0;

export const bucketForgetsOldVersions = stackRule({
  id: "bucket-forgets-old-versions",
  title: "A file that was deleted is gone for good after a stated time",
  requirements: ["C18"],
  controls: ["FSBP S3.10"],
  why: "In a versioned bucket a deletion only hides: without an end to old versions, erasing a person's data does nothing.",
  fix: "Add a lifecycle rule with noncurrentVersionExpiration to the bucket.",
  judges: bucketTypes,
  findings: (stack) =>
    stack
      .all(...bucketTypes)
      .filter(
        (node) =>
          !beside(stack, node, "LifecycleConfiguration").some((one) =>
            (one.known("rules") ?? []).some(forgets),
          ),
      )
      .map((node) => ({ node, says: "it keeps old versions for ever" })),
  examples: {
    pass: [lifecycle({ status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } })],
    fail: [
      bareBucket,
      lifecycle({ status: "Disabled", noncurrentVersionExpiration: { noncurrentDays: 30 } }),
      lifecycle({ status: "Enabled", expiration: { days: 30 } }),
    ],
  },
});

function lifecycle(rule: object) {
  return bucketWith("LifecycleConfiguration", { rules: [rule] });
}
