import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { BucketSettings } from "../../config/schema.ts";
import { document, type Statement } from "../document.ts";
import { durable } from "../durable.ts";
import { arnOf, type Place } from "../place.ts";
import type { LogTarget } from "./access-logs.ts";

export interface PrivateBucketArgs {
  readonly place: Place;
  readonly bucketName: string;
  readonly dataClass: BucketSettings["dataClass"];
  /** A key of ours, which S3 asks once for many objects; without one, they are under S3's own. */
  readonly keyArn?: pulumi.Input<string>;
  readonly lifecycle: aws.types.input.s3.BucketLifecycleConfigurationRule[];
  /** What the bucket's policy lets others do. */
  readonly statements?: (arn: string) => readonly Statement[];
  /** Whoever asks for something in the bucket is written down elsewhere, under this id. */
  readonly logged?: { readonly id: string; readonly target: LogTarget };
}

/** A bucket that is nobody's but the account's, and in which nothing is ever overwritten for good. */
export function privateBucket(name: string, args: PrivateBucketArgs, parent: pulumi.Resource) {
  const own = { parent };
  const { place, bucketName, dataClass, keyArn, lifecycle, statements, logged } = args;
  const arn = arnOf(place, "s3", bucketName, "nowhere");
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
    own,
  );
  new aws.s3.BucketOwnershipControls(
    `${name}-ownership`,
    { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    own,
  );
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versions`,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    own,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { bucket: bucket.bucket, rules: [keyArn === undefined ? underS3Key : underKey(keyArn)] },
    own,
  );
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    { bucket: bucket.bucket, rules: lifecycle },
    { parent, dependsOn: [versioning] },
  );
  const policy = new aws.s3.BucketPolicy(
    `${name}-policy`,
    {
      bucket: bucket.bucket,
      policy: document(...encryptedTransportOnly(arn), ...(statements?.(arn) ?? [])),
    },
    own,
  );
  if (logged)
    new aws.s3.BucketLogging(
      `${name}-logging`,
      {
        bucket: bucket.bucket,
        targetBucket: logged.target.bucket,
        targetPrefix: `${logged.target.prefix.bucket}/${logged.id}/`,
      },
      own,
    );
  return { arn, bucket, policy, versioning };
}

const underS3Key = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };

const underKey = (keyArn: pulumi.Input<string>) => ({
  applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
  bucketKeyEnabled: true,
});

/** Nothing in the clear, and no TLS that is older than 1.2. */
const encryptedTransportOnly = (bucketArn: string): readonly Statement[] => {
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
