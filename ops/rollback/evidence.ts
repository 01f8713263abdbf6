import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand } from "@aws-sdk/client-s3";
import { z } from "zod";
import { AwsFailed } from "../errors.ts";
import { jsonOf } from "../json.ts";
import { evidenceOf } from "../names.ts";
import { type ReleaseRecord, releaseRecord } from "../release/record.ts";
import type { Work } from "./work.ts";

/** What a rollback reads of the record that the migration function leaves. */
export const migrationRecord = z.object({
  kind: z.literal("migration"),
  at: z.iso.datetime(),
  image: z.string(),
  digest: z.string(),
  schema: releaseRecord.shape.schema,
  database: z.object({ identifier: z.string(), resourceId: z.string() }),
  /** The snapshot that was taken before, by name. */
  snapshot: z.string().nullable(),
  result: z.enum(["SUCCESSFUL", "FAILED"]),
});
export type MigrationRecord = z.infer<typeof migrationRecord>;

/** What a rollback leaves. */
export interface RollbackRecord {
  readonly kind: "rollback" | "redeploy";
  readonly stack: string;
  readonly id: string;
  readonly at: string;
  readonly by: string;
  /** Releases by id; null where what was left was never proven to serve. */
  readonly from: string | null;
  readonly to: string;
  readonly services: ReleaseRecord["services"];
  /** The frontend's release; null where none was gone back to. */
  readonly frontend: string | null;
  readonly watch: { readonly minutes: number; readonly alarms: Readonly<Record<string, string>> };
  readonly result: "serves" | "serves, and alarms ring" | "not proven";
}

/**
 * Successful migrations, the newest first.
 * @throws AwsFailed where the newest cannot be read: which schema the database has would be a guess
 */
export async function migrations(work: Work): Promise<readonly MigrationRecord[]> {
  const kept = await keptBelow(work, "migration/");
  const read = await Promise.all(kept.map(async (one) => ({ ...one, text: await textAt(work, one.key) })));
  const seen = read.map((one) => ({ ...one, ...migrationRecord.safeParse(jsonOf(one.text ?? "")) }));
  const readable = seen.find(({ success }) => success)?.at ?? 0;
  const strange = seen.find(({ success, text, at }) => !success && text !== undefined && at >= readable);
  if (strange)
    throw new AwsFailed(`s3://${evidenceOf(work.target)}/${strange.key} is no record of a migration`);
  return seen
    .flatMap(({ data }) => (data?.result === "SUCCESSFUL" ? [data] : []))
    .toSorted((a, b) => b.at.localeCompare(a.at));
}

interface Kept {
  readonly key: string;
  /** When it was written, in milliseconds. */
  readonly at: number;
}

/** So many of the newest are read: the way back is far shorter. */
const most = 100;

async function keptBelow({ target, session, clients }: Work, Prefix: string): Promise<readonly Kept[]> {
  const Bucket = evidenceOf(target);
  const found: Kept[] = [];
  let ContinuationToken: string | undefined;
  do {
    const input = { Bucket, Prefix, ExpectedBucketOwner: target.config.account };
    const command = new ListObjectsV2Command({ ...input, ...(ContinuationToken && { ContinuationToken }) });
    const page = await session.find(
      `list s3://${Bucket}/${Prefix}`,
      "s3:ListBucket on it",
      ["NoSuchBucket"],
      () => clients.s3.send(command),
    );
    for (const { Key, LastModified } of page?.Contents ?? [])
      if (Key) found.push({ key: Key, at: LastModified?.getTime() ?? 0 });
    ContinuationToken = page?.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return found.toSorted((a, b) => b.at - a.at).slice(0, most);
}

async function textAt({ target, session, clients }: Work, Key: string): Promise<string | undefined> {
  const Bucket = evidenceOf(target);
  return session.find(
    `read s3://${Bucket}/${Key}`,
    "s3:GetObject on it and kms:Decrypt on its key",
    [NoSuchKey.name],
    async () =>
      (
        await clients.s3.send(
          new GetObjectCommand({ Bucket, Key, ExpectedBucketOwner: target.config.account }),
        )
      ).Body?.transformToString(),
  );
}

/** Leaves a record. It is written once: the same key a second time is refused, unless that refusal is fine. */
export async function leave(
  { target, session, clients }: Work,
  Key: string,
  record: object,
  fine: readonly string[] = [],
): Promise<void> {
  const Bucket = evidenceOf(target);
  await session.find(
    `write s3://${Bucket}/${Key}`,
    "s3:PutObject on it and kms:GenerateDataKey on its key",
    fine,
    () =>
      clients.s3.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: JSON.stringify(record, null, 2),
          ContentType: "application/json",
          ExpectedBucketOwner: target.config.account,
          IfNoneMatch: "*",
        }),
      ),
  );
}
