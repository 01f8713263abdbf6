import * as aws from "@pulumi/aws";
import { describe, expect, it } from "vitest";
import { AccessLogs } from "../../components/storage/access-logs.ts";
import { Bucket } from "../../components/storage/bucket.ts";
import type { BucketSettings } from "../../config/schema.ts";
import { declare, type Plan } from "./declare.ts";
import { madeByAws, place, unprotected } from "./stores.ts";

describe("buckets", () => {
  const settings: BucketSettings = {
    holds: "reports",
    dataClass: "business",
    retentionDays: 365,
    oldVersionDays: 30,
  };
  const bucketType = "aws:s3/bucket:Bucket";
  const policyType = "aws:s3/bucketPolicy:BucketPolicy";
  const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
  const encryptionType =
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
  const closing = [
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketVersioning:BucketVersioning",
  ] as const;
  const accessLogs = () => new AccessLogs("access-logs", { place, days: 90, cdn: false });
  const bucket = (changed: Partial<BucketSettings> = {}) =>
    new Bucket("bucket-reports", {
      place,
      id: "reports",
      settings: { ...settings, ...changed },
      keyArn: "arn:data-key",
      accessLogs: accessLogs().target,
    });
  const statements = (plan: Plan, type: string, name: string) =>
    JSON.parse(String(plan.get(type, name).inputs.policy)).Statement;

  it("are protected, private, versioned, and owned by the account alone", async () => {
    const plan = await declare(() => bucket());

    const names = ["shop-staging-access-logs-111122223333", "shop-staging-reports-111122223333"];
    const [accessLogs, reports] = names.map((bucket) => ({ bucket, forceDestroy: false }));
    expect(plan.all(bucketType)).toEqual([
      { ...accessLogs, tags: { "data-class": "personal" } },
      { ...reports, tags: { "data-class": "business" } },
    ]);
    expect(unprotected(plan, bucketType)).toEqual([]);
    const [ownership, access, versions] = closing.map((type) => plan.all(type));
    expect(ownership).toEqual(
      names.map((name) => ({ bucket: name, rule: { objectOwnership: "BucketOwnerEnforced" } })),
    );
    const closed = {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    };
    expect(access).toEqual(names.map((name) => ({ bucket: name, ...closed })));
    expect(versions).toEqual(
      names.map((name) => ({ bucket: name, versioningConfiguration: { status: "Enabled" } })),
    );
  });

  it("are spoken to over TLS 1.2 or newer, and open to no one by policy", async () => {
    const plan = await declare(() => bucket());

    const arn = "arn:aws:s3:::shop-staging-reports-111122223333";
    const refused = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [arn, `${arn}/*`] };
    expect(statements(plan, policyType, "bucket-reports-bucket-policy")).toEqual([
      { Sid: "NotInTheClear", ...refused, Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Sid: "NotBelowTls12", ...refused, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
    ]);
  });

  it("encrypt with the data key; the access logs' with S3's own, the only one its writers can use", async () => {
    const plan = await declare(() => bucket());

    const rules = (name: string) => plan.get(encryptionType, name).inputs.rules;
    expect(rules("bucket-reports-bucket-encryption")).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:data-key" },
        bucketKeyEnabled: true,
      },
    ]);
    expect(rules("access-logs-bucket-encryption")).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("forget in time: files when told to, old versions and unfinished uploads always", async () => {
    const days = async (retentionDays: number | null) => {
      const plan = await declare(() => bucket({ retentionDays }));
      return plan.get(lifecycleType, "bucket-reports-bucket-lifecycle").inputs.rules;
    };
    const always = [
      {
        id: "old-versions",
        status: "Enabled",
        filter: {},
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
      {
        id: "unfinished-uploads",
        status: "Enabled",
        filter: {},
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ];

    expect(await days(null)).toEqual(always);
    expect(await days(365)).toEqual([
      { id: "expiry", status: "Enabled", filter: {}, expiration: { days: 365 } },
      ...always,
    ]);
  });

  it("log who asked for what, once the log's bucket lets them", async () => {
    const plan = await declare(() => bucket());

    const logging = plan.get("aws:s3/bucketLogging:BucketLogging", "bucket-reports-bucket-logging");
    expect(logging.inputs).toEqual({
      bucket: "shop-staging-reports-111122223333",
      targetBucket: "shop-staging-access-logs-111122223333",
      targetPrefix: "bucket/reports/",
    });
    expect(logging.uses("targetBucket")).toEqual(["access-logs-bucket", "access-logs-bucket-policy"]);
  });

  it("let only this product's balancer and buckets write access logs", async () => {
    const plan = await declare(() => accessLogs());

    const arn = "arn:aws:s3:::shop-staging-access-logs-111122223333";
    const allowed = statements(plan, policyType, "access-logs-bucket-policy").filter(
      ({ Effect }: { Effect: string }) => Effect === "Allow",
    );
    expect(allowed).toEqual([
      {
        Sid: "BalancerWrites",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${arn}/balancer/AWSLogs/111122223333/*`,
      },
      {
        Sid: "BucketsWrite",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${arn}/bucket/*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: {
            "aws:SourceArn": ["arn:aws:s3:::shop-staging-*", "arn:aws:s3:::aws-waf-logs-shop-staging-*"],
          },
        },
      },
    ]);
  });

  it("are no one's to read until a role is allowed, and then its files only", async () => {
    const policies = "aws:iam/rolePolicy:RolePolicy";
    const role = () => new aws.iam.Role("api-role", { name: "shop-staging-api", assumeRolePolicy: "{}" });
    const closed = await declare(() => bucket());
    const opened = await declare(() => bucket().allow("api", role()));

    expect(closed.all(policies)).toEqual([]);
    const arn = "arn:aws:s3:::shop-staging-reports-111122223333";
    expect(opened.only(policies).role).toBe("shop-staging-api");
    expect(statements(opened, policies, "bucket-reports-for-api")).toEqual([
      { Sid: "Find", Effect: "Allow", Action: "s3:ListBucket", Resource: arn },
      {
        Sid: "Files",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        Resource: `${arn}/*`,
      },
      {
        Sid: "KeyData",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "arn:aws:kms:eu-central-1:111122223333:key/*",
        Condition: {
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/shop-staging-data" },
          StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
        },
      },
    ]);
  });

  it("leave nothing that their judgement needs for AWS to fill", async () => {
    expect(madeByAws(await declare(() => bucket()))).toEqual([]);
  });
});
