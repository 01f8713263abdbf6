import type { Rule } from "../rule.ts";
import { bucketAccessLogged } from "../rules/storage/bucket-access-logged.ts";
import { bucketClearsUnfinishedUploads } from "../rules/storage/bucket-clears-unfinished-uploads.ts";
import { bucketEncryptionComplete } from "../rules/storage/bucket-encryption-complete.ts";
import { bucketForgetsOldVersions } from "../rules/storage/bucket-forgets-old-versions.ts";
import { bucketNeverEmptiedByForce } from "../rules/storage/bucket-never-emptied-by-force.ts";
import { bucketOwnedByAccount } from "../rules/storage/bucket-owned-by-account.ts";
import { bucketPrivate } from "../rules/storage/bucket-private.ts";
import { bucketRefusesPlainHttp } from "../rules/storage/bucket-refuses-plain-http.ts";
import { bucketSharedWithNobody } from "../rules/storage/bucket-shared-with-nobody.ts";
import { bucketUnderCustomerKey } from "../rules/storage/bucket-under-customer-key.ts";
import { bucketVersioned } from "../rules/storage/bucket-versioned.ts";
import { lockedBucketNeverBypassed } from "../rules/storage/locked-bucket-never-bypassed.ts";
import { lockedBucketWrittenOnce } from "../rules/storage/locked-bucket-written-once.ts";

/** Buckets. */
export const storage: readonly Rule[] = [
  bucketAccessLogged,
  bucketClearsUnfinishedUploads,
  bucketEncryptionComplete,
  bucketForgetsOldVersions,
  bucketNeverEmptiedByForce,
  bucketOwnedByAccount,
  bucketPrivate,
  bucketRefusesPlainHttp,
  bucketSharedWithNobody,
  bucketUnderCustomerKey,
  bucketVersioned,
  lockedBucketNeverBypassed,
  lockedBucketWrittenOnce,
];
