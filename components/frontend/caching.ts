import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";

/** Policies that AWS keeps and publishes by id ("Use managed cache policies" and "… origin request policies"). */
export const managed = {
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  /** The balancer's rules and its certificate go by the service's own name, so that one takes the place of the viewer's. */
  allViewerExceptHost: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
} as const;

/**
 * Keeps a file for as long as the file itself says, and not a second longer where it says nothing. AWS's own policies
 * either keep for at least a second or keep nothing at all, and then nothing is compressed either.
 */
export const asFilesSay = (name: string, place: Place, parent: pulumi.Resource): aws.cloudfront.CachePolicy =>
  new aws.cloudfront.CachePolicy(
    name,
    {
      name: `${place.prefix}-site`,
      comment: "For as long as the file itself says",
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 31_536_000,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    },
    { parent },
  );

/**
 * The errors that CloudFront keeps for ten seconds and hands to whoever asks next, even where nothing else is kept
 * ("Control how long CloudFront caches errors"). Zero, and without a page: an answer to one visitor is no other's.
 */
export const errorsForgotten = [403, 404, 405, 414, 500, 501, 502, 503, 504].map((errorCode) => ({
  errorCode,
  errorCachingMinTtl: 0,
}));
