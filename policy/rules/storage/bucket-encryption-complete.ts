import { spellings } from "../../reading/buckets.ts";
import { given } from "../../reading/unknown.ts";
import { type Props, resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const bucketEncryptionComplete = resourceRule({
  id: "bucket-encryption-complete",
  title: "A bucket's encryption names its key and algorithm together",
  requirements: ["G03"],
  controls: ["FSBP S3.17", "CKV_AWS_145"],
  why: "Without a key, aws:kms means AWS's shared one, and a key without aws:kms is not used at all.",
  fix: "Set sseAlgorithm to aws:kms, kmsMasterKeyId to a key of this stack and bucketKeyEnabled to true, or AES256 alone.",
  judges: spellings("ServerSideEncryptionConfiguration"),
  findings: ({ rules = [] }) => (rules.length === 0 ? ["it has no rule"] : rules.flatMap(wrong)),
  examples: {
    pass: [
      { props: { rules: [rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: unknown }, true)] } },
      { props: { rules: [rule({ sseAlgorithm: "AES256" })] } },
    ],
    fail: [
      { props: {} },
      { props: { rules: [{}] } },
      { props: { rules: [rule({ sseAlgorithm: "aws:kms" }, true)] } },
      { props: { rules: [rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: unknown })] } },
      { props: { rules: [rule({ sseAlgorithm: "AES256", kmsMasterKeyId: unknown }, true)] } },
    ],
  },
});

function wrong({ applyServerSideEncryptionByDefault: by, bucketKeyEnabled }: Props): readonly string[] {
  if (!by) return ["a rule does not say how to encrypt"];
  const named = given(by, "kmsMasterKeyId");
  if (by.sseAlgorithm === "AES256") return named ? ["a key is named but the algorithm is AES256"] : [];
  return [
    ...(named ? [] : [`${by.sseAlgorithm} is set without a key`]),
    // Without it each object is a call to KMS: slow, metered, and throttled under load.
    ...(bucketKeyEnabled === true ? [] : ["bucketKeyEnabled is not true"]),
  ];
}

function rule(applyServerSideEncryptionByDefault: object, bucketKeyEnabled = false): object {
  return { applyServerSideEncryptionByDefault, bucketKeyEnabled };
}
