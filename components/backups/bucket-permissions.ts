import type { Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { keyStatement } from "../secrets/key-class.ts";
import { allow, of, restored } from "./allow.ts";

/** AWSBackupServiceRolePolicyForS3Backup, for these buckets alone. */
export function bucketsBackedUp(place: Place, bucketArns: readonly string[]): readonly Statement[] {
  if (bucketArns.length === 0) return [];
  const files = bucketArns.map((arn) => `${arn}/*`);
  return [
    allow("FindBuckets", ["s3:ListAllMyBuckets", "cloudwatch:GetMetricData"], "*"),
    // AWS Backup learns of changes in a bucket by rules that it makes itself.
    allow(
      "OwnRules",
      of("events", "DeleteRule", "DescribeRule", "DisableRule", "EnableRule").concat(
        of("events", "ListTargetsByRule", "PutRule", "PutTargets", "RemoveTargets"),
      ),
      arnOf(place, "events", "rule/AwsBackupManagedRule*"),
    ),
    allow("FindRules", "events:ListRules", arnOf(place, "events", "rule/*")),
    allow(
      "Buckets",
      of("s3", "GetBucketAcl", "GetBucketLocation", "GetBucketNotification", "GetBucketTagging").concat(
        of("s3", "GetBucketVersioning", "GetInventoryConfiguration", "ListBucket", "ListBucketVersions"),
        of("s3", "PutBucketNotification", "PutInventoryConfiguration"),
      ),
      bucketArns,
    ),
    allow(
      "Files",
      of("s3", "GetObject", "GetObjectAcl", "GetObjectTagging").concat(
        of("s3", "GetObjectVersion", "GetObjectVersionAcl", "GetObjectVersionTagging"),
      ),
      files,
    ),
    keyStatement(place, "data", "s3", ["kms:Decrypt"]),
  ];
}

/** AWSBackupServiceRolePolicyForS3Restore, for the buckets of tests alone. */
export function bucketsRestored(place: Place, bucketArns: readonly string[]): readonly Statement[] {
  if (bucketArns.length === 0) return [];
  const buckets = arnOf(place, "s3", `${restored}-*`, "nowhere");
  return [
    allow(
      "RestoredBuckets",
      of(
        "s3",
        "CreateBucket",
        "GetBucketLocation",
        "GetBucketOwnershipControls",
        "GetBucketVersioning",
      ).concat(
        of("s3", "ListBucket", "ListBucketVersions", "PutBucketOwnershipControls", "PutBucketVersioning"),
      ),
      buckets,
    ),
    allow(
      "RestoredFiles",
      of("s3", "DeleteObject", "GetObject", "GetObjectAcl", "GetObjectTagging", "GetObjectVersion").concat(
        of("s3", "GetObjectVersionAcl", "ListMultipartUploadParts", "PutObject", "PutObjectAcl"),
        of("s3", "PutObjectTagging", "PutObjectVersionAcl"),
      ),
      `${buckets}/*`,
    ),
    keyStatement(place, "data", "s3", ["kms:Decrypt", "kms:GenerateDataKey"]),
  ];
}
