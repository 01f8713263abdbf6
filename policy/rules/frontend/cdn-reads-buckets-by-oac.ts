import { distribution } from "../../reading/cdn.ts";
import { given } from "../../reading/unknown.ts";
import { type Props, resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const website = /[.-]s3-website[.-]/;

function wrong(origin: Props): readonly string[] {
  const { originId, customOriginConfig, vpcOriginConfig, s3OriginConfig } = origin;
  if (customOriginConfig || vpcOriginConfig)
    return website.test(origin.domainName)
      ? [`${originId} is a bucket's website, which is public and in the clear`]
      : [];
  if (s3OriginConfig?.originAccessIdentity) return [`${originId} is read by an origin access identity`];
  return given(origin, "originAccessControlId") ? [] : [`${originId} is read without a signature`];
}

const domainName = "shop-site.s3.eu-central-1.amazonaws.com";
const from = (origin: object) => ({ props: { origins: [{ originId: "pages", domainName, ...origin }] } });

export const cdnReadsBucketsByOac = resourceRule({
  id: "cdn-reads-buckets-by-oac",
  title: "The CDN reads buckets with its own signature, so that they need not be public",
  requirements: ["P01", "G03"],
  controls: ["FSBP CloudFront.13", "AwsSolutions-CFR7"],
  why: "A bucket that serves visitors itself has no firewall, no headers and no TLS of ours before it.",
  fix: "Give the origin the id of an aws.cloudfront.OriginAccessControl, and the bucket's own regional domain name.",
  judges: distribution,
  findings: ({ origins }) => (origins ?? []).flatMap(wrong),
  examples: {
    pass: [
      from({ originAccessControlId: unknown, domainName: unknown }),
      from({ originAccessControlId: "E1" }),
      from({ domainName: "api.shop.example", customOriginConfig: { originProtocolPolicy: "https-only" } }),
    ],
    fail: [
      from({}),
      from({ originAccessControlId: "" }),
      from({ s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } }),
      from({
        domainName: "shop-site.s3-website.eu-central-1.amazonaws.com",
        customOriginConfig: { originProtocolPolicy: "http-only" },
      }),
      from({ domainName: "shop-site.s3-website-us-east-1.amazonaws.com", customOriginConfig: {} }),
    ],
  },
});
