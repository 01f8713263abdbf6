import { accessLogBuckets, bareBucket, beside, bucketTypes, bucketWith } from "../../reading/buckets.ts";
import { stackRule } from "../../rule.ts";

export const bucketAccessLogged = stackRule({
  id: "bucket-access-logged",
  title: "Every bucket has its requests written down, except the one they are written to",
  requirements: ["G03", "C15", "C18"],
  controls: ["FSBP S3.9", "CKV_AWS_18", "AwsSolutions-S1"],
  why: "After a leak, the log of requests is the only answer to who read what.",
  fix: "Add an aws.s3.BucketLogging for the bucket.",
  judges: bucketTypes,
  findings: (stack) =>
    stack
      .all(...bucketTypes)
      .filter((node) => !accessLogBuckets(stack).has(node) && beside(stack, node, "Logging").length === 0)
      .map((node) => ({ node, says: "its requests are not logged" })),
  examples: {
    pass: [
      bucketWith("Logging", { targetBucket: "logs" }),
      [
        { type: bucketTypes[0], name: "logs", props: { bucket: "the-logs" } },
        {
          type: "aws:lb/loadBalancer:LoadBalancer",
          name: "front",
          props: { accessLogs: { bucket: "the-logs" } },
        },
      ],
    ],
    fail: [
      bareBucket,
      [...bucketWith("Logging", { targetBucket: "logs" }), { type: bucketTypes[1], name: "other" }],
    ],
  },
});
