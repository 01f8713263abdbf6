import { at, days, type Facts, notProven, numberOf, type Stack } from "./facts.ts";
import { keyOf } from "./keys.ts";

/** What is set on a bucket is a resource of its own, which names the bucket. */
const setOn = (stack: Stack, bucket: Facts, what: string): readonly Facts[] =>
  stack
    .all(`aws:s3/bucket${what}:Bucket${what}`)
    .filter(
      (one) => one.uses("bucket").includes(bucket.name) || one.text("bucket") === bucket.text("bucket"),
    );

const lifecycleDays = (stack: Stack, bucket: Facts, ...path: readonly string[]): readonly number[] =>
  setOn(stack, bucket, "LifecycleConfiguration")
    .flatMap((lifecycle) => lifecycle.list("rules"))
    .filter((rule) => at(rule, "status") === "Enabled")
    .flatMap((rule) => numberOf(at(rule, ...path)) ?? []);

export function bucketRetention(bucket: Facts, stack: Stack): string {
  if (setOn(stack, bucket, "LifecycleConfiguration").length === 0) return notProven;
  const kept = lifecycleDays(stack, bucket, "expiration", "days");
  return kept.length === 0 ? "until the product deletes it" : days(Math.min(...kept));
}

export const oldVersions = (bucket: Facts, stack: Stack): readonly string[] =>
  lifecycleDays(stack, bucket, "noncurrentVersionExpiration", "noncurrentDays").map(
    (kept) => `old versions for ${days(kept)}`,
  );

export function encryptedWith(bucket: Facts, stack: Stack, prefix: string): string {
  const [encryption] = setOn(stack, bucket, "ServerSideEncryptionConfiguration");
  return encryption ? keyOf(stack, prefix, encryption, "rules") : "AWS's own";
}
