import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Frontend } from "../../config/shape/frontend.ts";
import { managed } from "./caching.ts";
import { apiOrigin, pagesOrigin } from "./origins.ts";

type Behavior = aws.types.input.cloudfront.DistributionOrderedCacheBehavior;
type Pages = Omit<Behavior, "pathPattern">;

/** What AWS makes and the answers depend on. */
export interface Made {
  readonly headersId: pulumi.Input<string>;
  /** Of files only. */
  readonly siteCachingId?: pulumi.Input<string>;
  readonly fallbackArn?: pulumi.Input<string>;
}

const reads = { allowedMethods: ["GET", "HEAD", "OPTIONS"], cachedMethods: ["GET", "HEAD"] };
const everything = {
  allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
  cachedMethods: ["GET", "HEAD"],
};
const passedOn = {
  ...everything,
  cachePolicyId: managed.cachingDisabled,
  originRequestPolicyId: managed.allViewerExceptHost,
};

/** Names with a hash of the content in them: what Vite makes, and what Next.js makes. */
const assetPaths = { static: ["/assets/*"], server: ["/assets/*", "/_next/static/*"] } as const;

/** How the CDN answers paths for which nothing else is said: with files, or with what a service makes for this visitor alone. */
export const pages = (kind: Frontend["kind"], made: Made): Pages => ({
  ...over(pagesOrigin, made),
  ...(made.siteCachingId === undefined ? passedOn : { ...reads, cachePolicyId: made.siteCachingId }),
  ...(kind === "static" &&
    made.fallbackArn !== undefined && {
      functionAssociations: [{ eventType: "viewer-request", functionArn: made.fallbackArn }],
    }),
});

/** In order: the API is passed on as it is asked, the configuration is never kept, assets are for as long as they say. */
export const exceptions = (
  { kind, api }: Pick<Frontend, "kind" | "api">,
  made: Made,
): readonly Behavior[] => [
  ...(api === undefined ? [] : [{ ...over(apiOrigin, made), ...passedOn, pathPattern: "/api/*" }]),
  ...(kind === "static"
    ? [
        {
          ...over(pagesOrigin, made),
          ...reads,
          pathPattern: "/config.js",
          cachePolicyId: managed.cachingDisabled,
        },
      ]
    : []),
  ...assetPaths[kind].map((pathPattern) => ({
    ...over(pagesOrigin, made),
    ...reads,
    pathPattern,
    cachePolicyId: managed.cachingOptimized,
  })),
];

const over = (targetOriginId: string, { headersId }: Made) => ({
  targetOriginId,
  viewerProtocolPolicy: "redirect-to-https",
  compress: true,
  responseHeadersPolicyId: headersId,
});
