import { type Maker, type Makers, named } from "./maker.ts";

/** What is set on a bucket has the bucket's name for its id. */
const ofBucket: Maker = ({ text }) => ({ id: text("bucket") });

export const data: Makers = {
  "aws:rds/instance:Instance": (question) => {
    const { arn, hex, where } = question;
    const identifier = question.text("identifier") || `terraform-${hex(26)}`;
    const address = `${identifier}.c${hex(11)}.${where.region}.rds.amazonaws.com`;
    const secret = arn("secretsmanager", `secret:rds!db-${hex(8)}-${hex(6, "secret")}`);
    return {
      id: `db-${hex(26).toUpperCase()}`,
      resourceId: `db-${hex(26).toUpperCase()}`,
      identifier,
      address,
      port: 5432,
      endpoint: `${address}:5432`,
      arn: arn("rds", `db:${identifier}`),
      status: "available",
      masterUserSecrets: [
        { kmsKeyId: question.text("masterUserSecretKmsKeyId"), secretArn: secret, secretStatus: "active" },
      ],
    };
  },
  "aws:rds/parameterGroup:ParameterGroup": named("name", ({ arn }, name) => ({
    arn: arn("rds", `pg:${name}`),
  })),
  "aws:rds/subnetGroup:SubnetGroup": named("name", ({ arn }, name) => ({
    arn: arn("rds", `subgrp:${name}`),
  })),
  "aws:rds/eventSubscription:EventSubscription": named("name", ({ arn }, name) => ({
    arn: arn("rds", `es:${name}`),
  })),
  "aws:elasticache/replicationGroup:ReplicationGroup": named("replicationGroupId", (question, name) => {
    const { arn, hex, inputs, where } = question;
    const nodes = typeof inputs.numCacheClusters === "number" ? inputs.numCacheClusters : 1;
    const end = `${hex(6)}.${where.region}.cache.amazonaws.com`;
    return {
      arn: arn("elasticache", `replicationgroup:${name}`),
      primaryEndpointAddress: `master.${name}.${end}`,
      readerEndpointAddress: `replica.${name}.${end}`,
      memberClusters: Array.from(
        { length: nodes },
        (_, node) => `${name}-${String(node + 1).padStart(3, "0")}`,
      ),
      port: 6379,
    };
  }),
  "aws:elasticache/parameterGroup:ParameterGroup": named("name", ({ arn }, name) => ({
    arn: arn("elasticache", `parametergroup:${name}`),
  })),
  "aws:elasticache/subnetGroup:SubnetGroup": named("name", ({ arn }, name) => ({
    arn: arn("elasticache", `subnetgroup:${name}`),
  })),
  "aws:s3/bucket:Bucket": named("bucket", ({ arn, where }, bucket) => ({
    arn: arn("s3", bucket, "nowhere"),
    bucketDomainName: `${bucket}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${bucket}.s3.${where.region}.amazonaws.com`,
    hostedZoneId: "Z21DNDUVLTQW6Q",
  })),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket,
  "aws:s3/bucketLogging:BucketLogging": ofBucket,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket,
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
};
