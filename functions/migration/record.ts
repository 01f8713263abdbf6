import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { Stopped } from "../shared/log.ts";

const versions = z.array(z.string());
const task = z.object({ arn: z.string(), exitCode: z.int().nullable() });

/** What came of one release's migrations in one database, as the evidence bucket keeps it (C13). */
export const migrationRecord = z.object({
  kind: z.literal("migration"),
  stack: z.string(),
  at: z.iso.datetime(),
  image: z.string(),
  digest: z.string(),
  schema: z.object({ version: z.string(), runsWith: versions, keeps: versions }),
  /** By its resource id, which no restored copy shares. */
  database: z.object({ identifier: z.string(), resourceId: z.string() }),
  /** Digests of what served meanwhile: until then, at least, they were live. */
  replaces: versions,
  snapshot: z.string().nullable(),
  /** Null where it did not run, or where ECS had forgotten it. */
  tasks: z.object({ migrate: task.nullable(), verify: task.nullable() }),
  result: z.enum(["SUCCESSFUL", "FAILED"]),
  reason: z.string().nullable(),
});
export type MigrationRecord = z.infer<typeof migrationRecord>;

/** A record's place: whose it is, without reading it. */
export interface Entry {
  readonly key: string;
  readonly digest: string;
  readonly resourceId: string;
  /** Milliseconds. */
  readonly at: number;
}

export interface Records {
  /** The successful ones. */
  entries(): Promise<readonly Entry[]>;
  read(entries: readonly Entry[]): Promise<readonly MigrationRecord[]>;
  /** Successful ones below `migration/`, all others out of their way; `attempt` tells those apart. */
  write(record: MigrationRecord, attempt: string): Promise<void>;
}

const keyed = /^migration\/([0-9a-f]{64})\/([^/]+)\.json$/;
/** Of a digest, `sha256:…`, what follows. */
export const hexOf = (digest: string): string => digest.slice("sha256:".length);

export const recordsOf = (client: S3Client, bucket: string): Records => ({
  async entries() {
    const found: Entry[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: "migration/" },
    ))
      for (const { Key: key = "", LastModified } of Contents) {
        const [, digest, resourceId] = keyed.exec(key) ?? [];
        if (digest !== undefined && resourceId !== undefined)
          found.push({ key, digest: `sha256:${digest}`, resourceId, at: LastModified?.getTime() ?? 0 });
      }
    return found;
  },

  read: (entries) =>
    Promise.all(
      entries.map(async ({ key }) => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const read = parsed((await Body?.transformToString()) ?? "");
        if (read === undefined) throw new Stopped(`${key} is no record of a migration`);
        return read;
      }),
    ),

  async write(record, attempt) {
    const { digest, database, result } = record;
    const release = `${hexOf(digest)}/${database.resourceId}`;
    const key =
      result === "SUCCESSFUL" ? `migration/${release}.json` : `migration-failed/${release}/${attempt}.json`;
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: JSON.stringify(record, null, 2),
        ContentType: "application/json",
      }),
    );
  },
});

function parsed(text: string): MigrationRecord | undefined {
  try {
    return migrationRecord.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
