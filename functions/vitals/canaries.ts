import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { canaryKey } from "../shared/heartbeat.ts";

/** Puts an object that says when into each bucket, in the first minute of each hour. */
export async function canaries(s3: S3Client, buckets: readonly string[], now: Date): Promise<void> {
  if (now.getUTCMinutes() !== 0) return;
  const Body = JSON.stringify({ at: now.toISOString() });
  await Promise.all(
    buckets.map((Bucket) =>
      s3.send(new PutObjectCommand({ Bucket, Key: canaryKey, Body, ContentType: "application/json" })),
    ),
  );
}
