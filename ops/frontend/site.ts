import { GetObjectCommand, HeadObjectCommand, NoSuchKey, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { SiteBucket } from "./bucket.ts";
import { cacheControl, type SiteFile } from "./manifest.ts";

/** What stands in the site's bucket under one name. */
export interface Found {
  /** SHA-256 in hex; undefined where whoever put it there did not say. */
  readonly sha256: string | undefined;
  /** What a browser is told of it. */
  readonly type: string | undefined;
  readonly cache: string | undefined;
  /** The release that it came with; only index.html says so. */
  readonly release: string | undefined;
}

interface Kept {
  readonly body: Buffer;
  /** Names this version of it. */
  readonly etag: string | undefined;
}

/** A write is refused unless what it overwrites is this version, or nothing. */
export type Condition = { readonly IfMatch: string } | { readonly IfNoneMatch: "*" };

const writing = "s3:PutObject on it, and kms:GenerateDataKey where the bucket has a key of its own";

const gone = [NoSuchKey.name, "NotFound"];
const overtaken = ["PreconditionFailed", "ConditionalRequestConflict"];

/** The frontend's files, one by one. */
export class Site extends SiteBucket {
  static of(target: Target, session: Session): Site {
    return new Site(target, session);
  }

  /** Undefined where there is no such file, or no such bucket yet. */
  async find(Key: string): Promise<Found | undefined> {
    const head = await this.session.find(
      `look at s3://${this.bucket}/${Key}`,
      "s3:GetObject on it and s3:ListBucket on the bucket",
      gone,
      () => this.s3.send(new HeadObjectCommand({ ...this.it, Key, ChecksumMode: "ENABLED" })),
    );
    if (head === undefined) return undefined;
    const sum = head.ChecksumSHA256;
    return {
      sha256: sum === undefined ? undefined : Buffer.from(sum, "base64").toString("hex"),
      type: head.ContentType,
      cache: head.CacheControl,
      release: head.Metadata?.release,
    };
  }

  /** Undefined where there is no such file, or no such bucket yet. */
  async read(Key: string): Promise<Kept | undefined> {
    const send = () => this.s3.send(new GetObjectCommand({ ...this.it, Key }));
    const absent = [...gone, "NoSuchBucket"];
    return this.session.find(`read s3://${this.bucket}/${Key}`, "s3:GetObject on it", absent, async () => {
      const { Body, ETag } = await send();
      return { body: Buffer.from((await Body?.transformToByteArray()) ?? []), etag: ETag };
    });
  }

  /** Puts a file in place; S3 refuses it where the content is another than its digest says. */
  async put(
    Key: string,
    file: Omit<SiteFile, "path" | "bytes">,
    Body: Buffer,
    release?: string,
  ): Promise<void> {
    const input = {
      ...this.it,
      Key,
      Body,
      ContentType: file.type,
      CacheControl: cacheControl[file.cache],
      ChecksumAlgorithm: "SHA256",
      ChecksumSHA256: Buffer.from(file.sha256, "hex").toString("base64"),
      ...(release !== undefined && { Metadata: { release } }),
    } as const;
    await this.session.call(`write s3://${this.bucket}/${Key}`, writing, () =>
      this.s3.send(new PutObjectCommand(input)),
    );
  }

  /** Writes a note about releases, for nobody but us; undefined where somebody else was faster. */
  async write(Key: string, record: object, condition?: Condition): Promise<string | undefined> {
    const input = {
      ...this.it,
      Key,
      Body: JSON.stringify(record, null, 2),
      ContentType: "application/json",
      CacheControl: cacheControl.never,
      ...condition,
    };
    const put = await this.session.find(
      `write s3://${this.bucket}/${Key}`,
      writing,
      condition === undefined ? [] : overtaken,
      () => this.s3.send(new PutObjectCommand(input)),
    );
    return put && (put.ETag ?? "");
  }
}
