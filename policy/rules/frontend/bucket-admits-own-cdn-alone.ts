import { spellings } from "../../reading/buckets.ts";
import { letsCdnIn } from "../../reading/cdn.ts";
import { statements, written } from "../../reading/document.ts";
import { resourceRule } from "../../rule.ts";

const read = {
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::site/*",
};
const says = (Condition?: object) => ({
  props: { policy: written({ ...read, ...(Condition && { Condition }) }) },
});

/** A source is somebody's only where the account stands in it, or the one distribution does. */
const named = (key: string, values: readonly string[]): boolean =>
  (key === "aws:sourceaccount" && values.every((value) => /^\d{12}$/.test(value))) ||
  (key === "aws:sourcearn" &&
    values.every((value) => /^arn:[\w-]+:cloudfront::\d{12}:distribution\//.test(value)));

export const bucketAdmitsOwnCdnAlone = resourceRule({
  id: "bucket-admits-own-cdn-alone",
  title: "A bucket lets in the CDN of this account and nobody else's",
  requirements: ["P01", "G03"],
  why: "CloudFront asks for everybody's distributions under one name: without a condition, a stranger's reads the bucket too.",
  fix: "Add a condition on AWS:SourceArn with the distribution's ARN, or at least on AWS:SourceAccount.",
  judges: spellings("Policy"),
  findings: ({ policy }) =>
    statements(policy).some(
      (one) => letsCdnIn(one) && !one.conditions.some(({ key, values }) => named(key, values)),
    )
      ? ["it lets in every distribution of every account"]
      : [],
  examples: {
    pass: [
      says({ StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1" } }),
      says({ ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/*" } }),
      says({ StringEquals: { "aws:SourceAccount": "111122223333" } }),
      { props: { policy: written({ ...read, Principal: { Service: "logging.s3.amazonaws.com" } }) } },
      { props: { policy: written({ ...read, Effect: "Deny" }) } },
    ],
    fail: [
      says(),
      says({ Bool: { "aws:SecureTransport": "true" } }),
      says({ ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::*:distribution/*" } }),
    ],
  },
});
