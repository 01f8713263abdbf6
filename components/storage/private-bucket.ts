import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { BucketSettings } from "../../config/schema.ts";
import type { Statement } from "../document.ts";
import { durable } from "../durable.ts";
import type { LogTarget } from "./access-logs.ts";

/** A bucket that is nobody's but the account's, and in which nothing is ever overwritten for good. */
export function privateBucket(
  name: string,
  bucketName: string,
  dataClass: BucketSettings["dataClass"],
  parent: pulumi.Resource,
) {
  const bucket = new aws.s3.Bucket(
    name,
    { bucket: bucketName, forceDestroy: false, tags: { "data-class": dataClass } },
    durable(parent),
  );
  new aws.s3.BucketPublicAccessBlock(
    `${name}-private`,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  new aws.s3.BucketOwnershipControls(
    `${name}-ownership`,
    { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { parent },
  );
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versions`,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  return { bucket, versioning };
}

/** Objects under a key of ours; S3 asks it once for many of them. */
export function underKey(
  name: string,
  bucket: aws.s3.Bucket,
  keyArn: pulumi.Input<string>,
  parent: pulumi.Resource,
): void {
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    {
      bucket: bucket.bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
          bucketKeyEnabled: true,
        },
      ],
    },
    { parent },
  );
}

/** Objects under S3's own key. */
export function underS3Key(name: string, bucket: aws.s3.Bucket, parent: pulumi.Resource): void {
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { bucket: bucket.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
}

/** Whoever asks for something in the bucket is written down elsewhere, under the bucket's id. */
export function accessLogged(
  name: string,
  bucket: aws.s3.Bucket,
  { id, target }: { readonly id: string; readonly target: LogTarget },
  parent: pulumi.Resource,
): void {
  new aws.s3.BucketLogging(
    `${name}-logging`,
    { bucket: bucket.bucket, targetBucket: target.bucket, targetPrefix: `${target.prefix.bucket}/${id}/` },
    { parent },
  );
}

/** Nothing in the clear, and no TLS that is older than 1.2. */
export const encryptedTransportOnly = (bucketArn: string): readonly Statement[] => {
  const refused = (Sid: string, Condition: NonNullable<Statement["Condition"]>): Statement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition,
  });
  return [
    refused("NotInTheClear", { Bool: { "aws:SecureTransport": "false" } }),
    refused("NotBelowTls12", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
  ];
};

/** What every bucket clears away: uploads that were never finished, and marks of deletion with nothing behind them. */
export const clearedAway = (oldVersionDays: number) => [
  {
    id: "old-versions",
    status: "Enabled",
    filter: {},
    noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
  },
  {
    id: "unfinished-uploads",
    status: "Enabled",
    filter: {},
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  },
];

/** Deletes what is older; the mark of deletion it leaves goes once nothing is behind it. */
export const expiry = (days: number) => ({
  id: "expiry",
  status: "Enabled",
  filter: {},
  expiration: { days },
});
