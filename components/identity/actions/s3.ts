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

/** Where the code of probes lies: what the deployment itself put there, and nobody's data. */
const codeBucket = ({ place }: Scope): string =>
  arnOf(place, "s3", `${place.prefix}-probes-${place.account}`, "nowhere");
export const probeCode = (scope: Scope): string => `${codeBucket(scope)}/code/*`;

/** Buckets, and of what is in them the code of probes alone. */
export function s3(scope: Scope): Table {
  const { prefix } = scope.place;
  // A firewall writes to buckets alone whose names begin so.
  const buckets = [`${prefix}-*`, `aws-waf-logs-${prefix}-*`].map((one) =>
    arnOf(scope.place, "s3", one, "nowhere"),
  );
  const code = [probeCode(scope)];
  const sides = Object.fromEntries(
    Object.entries(changes).map(([kind, actions]): [string, Needs] => [
      `aws:s3/${kind}:${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
      { read: [grant("s3", looks, buckets)], write: [grant("s3", actions, buckets)] },
    ]),
  );
  return {
    ...sides,
    "aws:s3/bucketObjectv2:BucketObjectv2": {
      read: [grant("s3", ["GetObject", "GetObjectTagging", "GetObjectVersion"], code)],
      write: [
        grant("s3", ["DeleteObject", "DeleteObjectVersion", "PutObject", "PutObjectTagging"], code),
        grant("s3", ["ListBucketVersions"], [codeBucket(scope)]),
      ],
    },
  };
}
