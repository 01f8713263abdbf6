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
      // A read replica has its source's owner, and no secret of its own.
      masterUserSecrets: question.text("replicateSourceDb")
        ? []
        : [
            {
              kmsKeyId: question.text("masterUserSecretKmsKeyId"),
              secretArn: secret,
              secretStatus: "active",
            },
          ],
    };
  },
  "aws:rds/cluster:Cluster": (question) => {
    const { arn, hex, where } = question;
    const identifier = question.text("clusterIdentifier") || `tf-${hex(26)}`;
    const end = `${hex(11)}.${where.region}.rds.amazonaws.com`;
    const secret = arn("secretsmanager", `secret:rds!cluster-${hex(8)}-${hex(6, "secret")}`);
    return {
      id: identifier,
      clusterIdentifier: identifier,
      clusterResourceId: `cluster-${hex(26).toUpperCase()}`,
      arn: arn("rds", `cluster:${identifier}`),
      endpoint: `${identifier}.cluster-${end}`,
      readerEndpoint: `${identifier}.cluster-ro-${end}`,
      port: 5432,
      masterUserSecrets: [
        { kmsKeyId: question.text("masterUserSecretKmsKeyId"), secretArn: secret, secretStatus: "active" },
      ],
    };
  },
  "aws:rds/clusterInstance:ClusterInstance": named("identifier", (question, identifier) => ({
    arn: question.arn("rds", `db:${identifier}`),
    dbiResourceId: `db-${question.hex(26).toUpperCase()}`,
    endpoint: `${identifier}.c${question.hex(11)}.${question.where.region}.rds.amazonaws.com`,
    port: 5432,
  })),
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": named("name", ({ arn }, name) => ({
    arn: arn("rds", `cluster-pg:${name}`),
  })),
  "aws:rds/proxy:Proxy": named("name", ({ arn, hex, where }, name) => ({
    arn: arn("rds", `db-proxy:prx-${hex(17)}`),
    endpoint: `${name}.proxy-${hex(12)}.${where.region}.rds.amazonaws.com`,
  })),
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": ({ arn, hex, text }) => ({
    id: text("dbProxyName"),
    name: "default",
    arn: arn("rds", `target-group:prx-tg-${hex(17)}`),
  }),
  "aws:rds/proxyTarget:ProxyTarget": ({ text }) => {
    const cluster = text("dbClusterIdentifier");
    const type = cluster ? "TRACKED_CLUSTER" : "RDS_INSTANCE";
    const resource = cluster || text("dbInstanceIdentifier");
    return {
      id: [text("dbProxyName"), text("targetGroupName"), type, resource].join("/"),
      rdsResourceId: resource,
      type,
      port: 5432,
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
  "aws:elasticache/user:User": named("userId", ({ arn }, id) => ({ arn: arn("elasticache", `user:${id}`) })),
  "aws:elasticache/userGroup:UserGroup": named("userGroupId", ({ arn }, id) => ({
    arn: arn("elasticache", `usergroup:${id}`),
  })),
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
  "aws:s3/bucketObjectv2:BucketObjectv2": ({ text }) => ({ id: `${text("bucket")}/${text("key")}` }),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket,
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
};
