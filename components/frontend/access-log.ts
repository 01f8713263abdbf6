import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { arnOf, type Place } from "../place.ts";
import type { LogTarget } from "../storage/access-logs.ts";
import { edgeRegion } from "./edge-region.ts";

/** Neither cookies nor query strings nor referrers: all three carry what visitors are known by (C18, K22). */
const fields = [
  "date",
  "time",
  "x-edge-location",
  "x-edge-request-id",
  "x-edge-result-type",
  "x-edge-detailed-result-type",
  "x-host-header",
  "c-ip",
  "cs-method",
  "cs-uri-stem",
  "cs-protocol",
  "cs-protocol-version",
  "cs(User-Agent)",
  "sc-status",
  "sc-bytes",
  "sc-content-type",
  "ssl-protocol",
  "time-taken",
  "time-to-first-byte",
];

/**
 * Who asked the CDN for what, into the bucket that all access logs are in. All three parts stand where CloudFront's own
 * logs come from, and deliver into any region ("Configure standard logging (v2)").
 */
export function accessLog(
  name: string,
  distribution: { readonly arn: pulumi.Input<string> },
  { place, target }: { readonly place: Place; readonly target: LogTarget },
  parent: pulumi.Resource,
): void {
  const called = { name: `${place.prefix}-cdn`, region: edgeRegion };
  const source = new aws.cloudwatch.LogDeliverySource(
    `${name}-source`,
    { ...called, logType: "ACCESS_LOGS", resourceArn: distribution.arn },
    { parent },
  );
  const destination = new aws.cloudwatch.LogDeliveryDestination(
    `${name}-destination`,
    {
      ...called,
      outputFormat: "json",
      deliveryDestinationConfiguration: {
        // The prefix belongs into the ARN: as a suffix path, AWS puts words of its own before it at creation alone.
        destinationResourceArn: target.bucket.apply((bucket) =>
          arnOf(place, "s3", `${bucket}/${target.prefix.cdn}`, "nowhere"),
        ),
      },
    },
    { parent },
  );
  new aws.cloudwatch.LogDelivery(
    `${name}-delivery`,
    {
      region: edgeRegion,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: fields,
    },
    { parent },
  );
}
