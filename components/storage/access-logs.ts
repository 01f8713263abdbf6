import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../document.ts";
import { edgeRegion } from "../frontend/edge-region.ts";
import { arnOf, type Place } from "../place.ts";
import { clearedAway, expiry, privateBucket } from "./private-bucket.ts";

export interface AccessLogsArgs {
  readonly place: Place;
  readonly days: number;
  /** Whether there is a CDN, which writes here too. */
  readonly cdn: boolean;
}

/** Where others write who asked for what. */
export interface LogTarget {
  /** Comes with the permission to write: the balancer tests it the moment it is told where to log. */
  readonly bucket: pulumi.Output<string>;
  /** First words of the keys that each kind of writer may use. */
  readonly prefix: { readonly balancer: string; readonly bucket: string; readonly cdn: string };
}

const prefix = { balancer: "balancer", bucket: "bucket", cdn: "cdn" } as const;

/**
 * One bucket for the access logs of the balancer, of the CDN and of all other buckets.
 * Its own key is S3's: balancer and buckets cannot use a customer's ("Enable access logs", ELB guide; "Server access logging", S3 guide).
 */
export class AccessLogs extends pulumi.ComponentResource {
  readonly target: LogTarget;

  constructor(name: string, { place, days, cdn }: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:storage:AccessLogs", name, {}, opts);
    const { bucket, policy } = privateBucket(
      `${name}-bucket`,
      {
        place,
        bucketName: `${place.prefix}-access-logs-${place.account}`,
        dataClass: "personal",
        lifecycle: [expiry(days), ...clearedAway(1)],
        statements: (arn) => [
          balancerWrites(place, arn),
          bucketsWrite(place, arn),
          ...(cdn ? [cdnWrites(place, arn)] : []),
        ],
      },
      this,
    );

    // Both names are known before either exists, and waiting for both is what counts.
    const written = pulumi.all([bucket.bucket, policy.bucket]).apply(([made]) => made);
    this.target = { bucket: written, prefix };
    this.registerOutputs({ bucket: written });
  }
}

/** Without a condition on purpose: the writer does not always name its source, and the path is this account's alone. */
const balancerWrites = (place: Place, arn: string): Statement => ({
  Sid: "BalancerWrites",
  Effect: "Allow",
  Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: `${arn}/${prefix.balancer}/AWSLogs/${place.account}/*`,
});

const bucketsWrite = (place: Place, arn: string): Statement => ({
  Sid: "BucketsWrite",
  Effect: "Allow",
  Principal: { Service: "logging.s3.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: `${arn}/${prefix.bucket}/*`,
  Condition: {
    StringEquals: { "aws:SourceAccount": place.account },
    ArnLike: {
      "aws:SourceArn": [`${place.prefix}-*`, `aws-waf-logs-${place.prefix}-*`].map((name) =>
        arnOf(place, "s3", name, "nowhere"),
      ),
    },
  },
});

/**
 * Word for word what AWS asks for, for where it does not find that, it writes it into the policy itself; and CloudFront's
 * come from us-east-1, wherever the bucket is ("Configure standard logging (v2)", CloudFront guide).
 */
const cdnWrites = (place: Place, arn: string): Statement => ({
  Sid: "AWSLogsDeliveryWrite",
  Effect: "Allow",
  Principal: { Service: "delivery.logs.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: `${arn}/${prefix.cdn}/*`,
  Condition: {
    StringEquals: { "aws:SourceAccount": place.account, "s3:x-amz-acl": "bucket-owner-full-control" },
    ArnLike: { "aws:SourceArn": arnOf({ ...place, region: edgeRegion }, "logs", "delivery-source:*") },
  },
});
