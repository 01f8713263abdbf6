import { accessLogBuckets, bareBucket, beside, bucketTypes, bucketWith } from "../../reading/buckets.ts";
import { publishedBucket, publishedBuckets } from "../../reading/cdn.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import { type Node, unknown } from "../../view.ts";

const key = "aws:kms/key:Key";
const thing = "ServerSideEncryptionConfiguration";

/** The engine hides the whole list while the key's ARN in it is unknown; then the key itself is the proof. */
function usesKey(node: Node): boolean {
  if (node.isUnknown("rules")) return node.uses("rules").some(({ type }) => type === key);
  const byDefault: unknown = node.known("rules", 0, "applyServerSideEncryptionByDefault", "kmsMasterKeyId");
  return byDefault !== undefined && byDefault !== "";
}

export const bucketUnderCustomerKey = stackRule({
  id: "bucket-under-customer-key",
  title:
    "Every bucket is encrypted with a key of the customer's own, except for access logs and what is published to everybody",
  requirements: ["G03", "C09"],
  controls: ["FSBP S3.17", "CKV_AWS_145"],
  why: "With S3's own key, whoever may read the bucket may read the data; with one of ours the key says who may.",
  fix: "Add an aws.s3.BucketServerSideEncryptionConfiguration for the bucket with aws:kms and a key of this stack.",
  judges: bucketTypes,
  findings: (stack) =>
    stack
      .all(...bucketTypes)
      .filter(
        (node) =>
          !accessLogBuckets(stack).has(node) &&
          !publishedBuckets(stack).has(node) &&
          !beside(stack, node, thing).some(usesKey),
      )
      .map((node) => ({ node, says: "it is not encrypted with a key of the customer's own" })),
  examples: {
    pass: [
      encrypted({ sseAlgorithm: "aws:kms", kmsMasterKeyId: unknown }),
      encrypted({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1" }),
      [
        ...bareBucket,
        { type: "aws:s3/bucketLogging:BucketLogging", name: "logs", uses: { targetBucket: ["reports"] } },
      ],
      [
        ...bareBucket,
        { type: "aws:lb/loadBalancer:LoadBalancer", name: "front", uses: { accessLogs: ["reports"] } },
      ],
      publishedBucket("technical"),
    ],
    fail: [
      bareBucket,
      encrypted({ sseAlgorithm: "AES256" }),
      encrypted({ sseAlgorithm: "aws:kms" }),
      bucketWith(thing, { rules: unknown }),
      publishedBucket("personal"),
      publishedBucket(),
    ],
  },
});

function encrypted(applyServerSideEncryptionByDefault: object): StackExample {
  return [
    { type: key, name: "key" },
    ...bareBucket,
    {
      type: `aws:s3/bucket${thing}:Bucket${thing}`,
      name: "said",
      props: { rules: [{ applyServerSideEncryptionByDefault }] },
      uses: { bucket: ["reports"], rules: ["key"] },
    },
  ];
}
