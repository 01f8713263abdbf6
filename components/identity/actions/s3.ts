import { arnOf } from "../../place.ts";
import { grant, type Needs, type Scope, type Table } from "./scope.ts";

/** What the provider asks of a bucket, whichever of its sides a program declares. */
const looks = [
  "GetAccelerateConfiguration",
  "GetBucketAcl",
  "GetBucketCORS",
  "GetBucketLocation",
  "GetBucketLogging",
  "GetBucketNotification",
  "GetBucketObjectLockConfiguration",
  "GetBucketOwnershipControls",
  "GetBucketPolicy",
  "GetBucketPublicAccessBlock",
  "GetBucketRequestPayment",
  "GetBucketTagging",
  "GetBucketVersioning",
  "GetBucketWebsite",
  "GetEncryptionConfiguration",
  "GetLifecycleConfiguration",
  "GetReplicationConfiguration",
  "ListBucket",
  "ListTagsForResource",
];

/** By what a program declares of a bucket: each side has its own action, and the bucket itself no delete. */
const changes = {
  bucket: [
    "CreateBucket",
    "PutBucketObjectLockConfiguration",
    "PutBucketTagging",
    "TagResource",
    "UntagResource",
  ],
  bucketLifecycleConfiguration: ["PutLifecycleConfiguration"],
  bucketLogging: ["PutBucketLogging"],
  bucketNotification: ["PutBucketNotification"],
  bucketObjectLockConfiguration: ["PutBucketObjectLockConfiguration"],
  bucketOwnershipControls: ["PutBucketOwnershipControls"],
  bucketPolicy: ["DeleteBucketPolicy", "PutBucketPolicy"],
  bucketPublicAccessBlock: ["PutBucketPublicAccessBlock"],
  bucketServerSideEncryptionConfiguration: ["PutEncryptionConfiguration"],
  bucketVersioning: ["PutBucketVersioning"],
} as const;

/** Buckets, never what is in them. */
export function s3(scope: Scope): Table {
  const buckets = [arnOf(scope.place, "s3", `${scope.place.prefix}-*`, "nowhere")];
  return Object.fromEntries(
    Object.entries(changes).map(([kind, actions]): [string, Needs] => [
      `aws:s3/${kind}:${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
      { read: [grant("s3", looks, buckets)], write: [grant("s3", actions, buckets)] },
    ]),
  );
}
