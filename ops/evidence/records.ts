import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import type { z } from "zod";
import { AwsFailed } from "../errors.ts";
import { jsonOf } from "../json.ts";
import { evidenceOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";

/** One kind of record: each stands at `<folder><name>.json`. */
export interface Kind<T> {
  readonly folder: string;
  /** What a record is of, for people. */
  readonly of: string;
  readonly shape: z.ZodType<T>;
}

/** Before a stack's first deployment there is not even the bucket. */
const none = ["NoSuchBucket"];

/** The records of one kind of a stack: in its evidence bucket, where nobody changes or deletes one within its time. */
export class Records<T> {
  readonly #kind: Kind<T>;
  readonly #s3: S3Client;
  readonly #session: Session;
  /** Goes into every request: a bucket of that name in another account is none of ours. */
  readonly #it: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor(target: Target, session: Session, kind: Kind<T>) {
    this.#kind = kind;
    this.#s3 = new S3Client({ region: target.config.region, ...bounded(30) });
    this.#session = session;
    this.#it = { Bucket: evidenceOf(target), ExpectedBucketOwner: target.config.account };
  }

  /** Undefined where there is none of that name. @throws AwsFailed where what stands there is another thing */
  async read(name: string): Promise<T | undefined> {
    const Key = this.#keyOf(name);
    const text = await this.#session.find(
      `read ${this.#at(Key)}`,
      "s3:GetObject on it and kms:Decrypt on its key",
      [...none, NoSuchKey.name],
      async () => (await this.#s3.send(new GetObjectCommand({ ...this.#it, Key }))).Body?.transformToString(),
    );
    if (text === undefined) return undefined;
    const parsed = this.#kind.shape.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    throw new AwsFailed(`${this.#at(Key)} is no record of ${this.#kind.of}`);
  }

  /** Returns where it stands. Written again, the one before stays as a version that nobody deletes. */
  async write(name: string, record: T): Promise<string> {
    const Key = this.#keyOf(name);
    const Body = JSON.stringify(this.#kind.shape.parse(record), null, 2);
    await this.#session.call(
      `write ${this.#at(Key)}`,
      "s3:PutObject on it and kms:GenerateDataKey on its key",
      () => this.#s3.send(new PutObjectCommand({ ...this.#it, Key, Body, ContentType: "application/json" })),
    );
    return this.#at(Key);
  }

  async names(): Promise<readonly string[]> {
    const { folder } = this.#kind;
    const names: string[] = [];
    const pages = paginateListObjectsV2({ client: this.#s3 }, { ...this.#it, Prefix: folder });
    await this.#session.find(`list ${this.#at(folder)}`, "s3:ListBucket on it", none, async () => {
      for await (const { Contents = [] } of pages)
        names.push(...Contents.flatMap(({ Key = "" }) => this.#nameIn(Key) ?? []));
    });
    return names;
  }

  #keyOf(name: string): string {
    return `${this.#kind.folder}${name}.json`;
  }

  #nameIn(key: string): string | undefined {
    return /^([^/]+)\.json$/.exec(key.slice(this.#kind.folder.length))?.[1];
  }

  #at(key: string): string {
    return `s3://${this.#it.Bucket}/${key}`;
  }
}
