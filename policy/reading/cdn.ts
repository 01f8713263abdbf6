import type { Props, StackExample } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { bucketTypes, spellings } from "./buckets.ts";
import { covers, type Statement, statements } from "./document.ts";
import { perStack } from "./per-stack.ts";

export const distribution = "aws:cloudfront/distribution:Distribution";
const headersPolicy = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
export const cachePolicy = "aws:cloudfront/cachePolicy:CachePolicy";
export const edgeFunction = "aws:cloudfront/function:Function";
export const accessControl = "aws:cloudfront/originAccessControl:OriginAccessControl";

/** CloudFront's own word for "never keep", among the policies that AWS keeps ("Use managed cache policies"). */
export const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
export const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/** What a distribution does with requests, the rest of the paths first. */
export const behaviorsOf = (cdn: Props): readonly Props[] =>
  [cdn.defaultCacheBehavior, ...(cdn.orderedCacheBehaviors ?? [])].filter((one) => one instanceof Object);

/** For whom a message says which behaviour is meant. */
export const pathOf = ({ pathPattern }: Props): string => pathPattern ?? "all other paths";

const writes = ["POST", "PUT", "PATCH", "DELETE"];

/** Whoever may be written to answers each visitor otherwise. */
export const takesWrites = ({ allowedMethods }: Props): boolean =>
  (allowedMethods ?? []).some((method: unknown) => writes.includes(String(method)));

/** The policy of headers that a distribution's pages are sent with. */
export function pageHeaders(stack: StackView, cdn: Node): Node | undefined {
  const id: unknown = cdn.known("defaultCacheBehavior", "responseHeadersPolicyId");
  return (
    cdn.uses("defaultCacheBehavior").find(({ type }) => type === headersPolicy) ??
    stack.all(headersPolicy).find((node) => id !== undefined && node.known("id") === id)
  );
}

const cloudfront = "cloudfront.amazonaws.com";

/** The statements by which a bucket lets CloudFront in. */
export const letsCdnIn = ({ allows, principals }: Statement): boolean =>
  allows && principals.some(([kind, who]) => kind === "Service" && who === cloudfront);

/**
 * Buckets whose files a CDN hands to everybody, and that say of themselves that nothing in them is anybody's: a build
 * makes them again, and no key of ours keeps from anybody what anybody may load.
 */
export const publishedBuckets = perStack((stack): ReadonlySet<Node> => {
  const published = (bucket: Node): boolean =>
    bucket.known("tags", "data-class") === "technical" &&
    spellings("Policy")
      .flatMap((type) => stack.pointing(type, "bucket", bucket))
      .some((node) =>
        statements(node.known("policy")).some(
          (one) => letsCdnIn(one) && one.actions.some((action) => covers(action, "s3:GetObject")),
        ),
      );
  return new Set(stack.all(...bucketTypes).filter(published));
});

/** A distribution with one policy of headers, for examples. */
export const cdnWithHeaders = (securityHeadersConfig: object): StackExample => [
  { type: headersPolicy, name: "headers", props: { securityHeadersConfig } },
  { type: distribution, name: "cdn", uses: { defaultCacheBehavior: ["headers"] } },
];
/** A distribution whose headers come from nowhere in the stack, for examples. */
export const bareCdn: StackExample = [{ type: distribution, name: "cdn" }];

/** A bucket that CloudFront reads, for examples; `class` is what it says that it holds. */
export const publishedBucket = (dataClass?: string): StackExample => [
  {
    type: bucketTypes[0],
    name: "site",
    props: { bucket: "shop-site", ...(dataClass !== undefined && { tags: { "data-class": dataClass } }) },
  },
  {
    type: spellings("Policy")[0],
    name: "site-policy",
    props: {
      policy: JSON.stringify({
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: cloudfront },
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::shop-site/*",
          },
        ],
      }),
    },
    uses: { bucket: ["site"] },
  },
];
