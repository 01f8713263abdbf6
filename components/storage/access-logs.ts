import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document, type Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { clearedAway, encryptedTransportOnly, expiry, privateBucket } from "./private-bucket.ts";

export interface AccessLogsArgs {
  readonly place: Place;
  readonly days: number;
}

/** Where others write who asked for what. */
export interface LogTarget {
  /** Comes with the permission to write: the balancer tests it the moment it is told where to log. */
  readonly bucket: pulumi.Output<string>;
  /** First words of the keys that each kind of writer may use. */
  readonly prefix: { readonly balancer: string; readonly bucket: string };
}

const prefix = { balancer: "balancer", bucket: "bucket" } as const;

/**
 * One bucket for the access logs of the balancer and of all other buckets.
 * Its own key is S3's: neither writer can use a customer's ("Enable access logs", ELB guide; "Server access logging", S3 guide).
 */
export class AccessLogs extends pulumi.ComponentResource {
  readonly target: LogTarget;

  constructor(name: string, { place, days }: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:storage:AccessLogs", name, {}, opts);
    const own = { parent: this };
    const bucketName = `${place.prefix}-access-logs-${place.account}`;
    const arn = arnOf(place, "s3", bucketName, "nowhere");
    const { bucket, versioning } = privateBucket(`${name}-bucket`, bucketName, "personal", this);

    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-bucket-encryption`,
      { bucket: bucket.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      own,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-bucket-lifecycle`,
      { bucket: bucket.bucket, rules: [expiry(days), ...clearedAway(1)] },
      { parent: this, dependsOn: [versioning] },
    );
    const policy = new aws.s3.BucketPolicy(
      `${name}-bucket-policy`,
      {
        bucket: bucket.bucket,
        policy: document(
          ...encryptedTransportOnly(arn),
          balancerWrites(place, arn),
          bucketsWrite(place, arn),
        ),
      },
      own,
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
    ArnLike: { "aws:SourceArn": arnOf(place, "s3", `${place.prefix}-*`, "nowhere") },
  },
});
