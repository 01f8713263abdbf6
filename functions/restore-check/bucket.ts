import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { canaryKey } from "../shared/heartbeat.ts";
import { type Check, newestData } from "./check.ts";
import type { Found } from "./database.ts";

const canary = z.object({ at: z.iso.datetime() });

/** Looks into a restored bucket: that its objects can be listed and read, and how old the newest canary is. */
export async function lookIntoBucket(
  s3: S3Client,
  bucket: string,
  restoredAt: Date,
  rpoHours: number,
): Promise<Found> {
  const { KeyCount = 0 } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1000 }));
  const newest = await canaryIn(s3, bucket);
  const checks: Check[] = [
    { name: "objects", passed: KeyCount > 0, found: KeyCount, expected: "at least one" },
    {
      name: "canary object",
      passed: newest !== null,
      found: newest?.toISOString() ?? null,
      expected: `${canaryKey} with its time`,
    },
    newestData(newest, restoredAt, rpoHours),
  ];
  return { checks, newest };
}

async function canaryIn(s3: S3Client, bucket: string): Promise<Date | null> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: canaryKey }));
    const read = canary.safeParse(JSON.parse((await Body?.transformToString()) ?? "null"));
    return read.success ? new Date(read.data.at) : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && error.name === "NoSuchKey")) return null;
    throw error;
  }
}
