import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AwsFailed } from "../errors.ts";
import { evidenceOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";
import { type ReleaseRecord, releaseRecord } from "./record.ts";

const folder = "release/";

/** Ends the name of what a rollback leaves beside the record of a release that was gone back from: the record as it is since. */
const mark = "-rolled-back";

/** Before a stack's first deployment there is not even the bucket. */
const none = ["NoSuchBucket"];

/** The records of a stack's releases: in its evidence bucket, where nobody changes or deletes one within its time. */
export class Releases {
  readonly bucket: string;
  readonly #s3: S3Client;
  readonly #session: Session;
  /** Goes into every request: a bucket of that name in another account is none of ours. */
  readonly #it: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  private constructor(target: Target, session: Session) {
    this.bucket = evidenceOf(target);
    this.#s3 = new S3Client({ region: target.config.region, ...bounded(30) });
    this.#session = session;
    this.#it = { Bucket: this.bucket, ExpectedBucketOwner: target.config.account };
  }

  static of(target: Target, session: Session): Releases {
    return new Releases(target, session);
  }

  /** Each release once, the newest first: an id begins with its time. */
  async list(most = Number.POSITIVE_INFINITY): Promise<readonly ReleaseRecord[]> {
    const names = new Set(await this.#names());
    const ids = new Set([...names].map((name) => (name.endsWith(mark) ? name.slice(0, -mark.length) : name)));
    const newest = [...ids].toSorted().toReversed().slice(0, most);
    const records: ReleaseRecord[] = [];
    for (const some of batches(newest, 10)) {
      const read = some.map((id) => this.#at(names.has(`${id}${mark}`) ? `${id}${mark}` : id));
      records.push(...(await Promise.all(read)).filter((one) => one !== undefined));
    }
    return records;
  }

  /** Undefined where there is no such release. @throws AwsFailed where what stands there is no record of one */
  async read(id: string): Promise<ReleaseRecord | undefined> {
    return (await this.#at(`${id}${mark}`)) ?? (await this.#at(id));
  }

  async #at(name: string): Promise<ReleaseRecord | undefined> {
    const Key = keyOf(name);
    const text = await this.#session.find(
      `read s3://${this.bucket}/${Key}`,
      "s3:GetObject on it and kms:Decrypt on its key",
      [...none, NoSuchKey.name],
      async () => (await this.#s3.send(new GetObjectCommand({ ...this.#it, Key }))).Body?.transformToString(),
    );
    if (text === undefined) return undefined;
    const parsed = releaseRecord.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    throw new AwsFailed(`s3://${this.bucket}/${Key} is no record of a release`);
  }

  /** Returns the record's key. Written again, the one before stays as a version that nobody deletes. */
  async write(record: ReleaseRecord): Promise<string> {
    const Key = keyOf(record.id);
    const Body = JSON.stringify(releaseRecord.parse(record), null, 2);
    await this.#session.call(
      `write s3://${this.bucket}/${Key}`,
      "s3:PutObject on it and kms:GenerateDataKey on its key",
      () => this.#s3.send(new PutObjectCommand({ ...this.#it, Key, Body, ContentType: "application/json" })),
    );
    return Key;
  }

  async #names(): Promise<readonly string[]> {
    const names: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const input = { ...this.#it, Prefix: folder, ...(ContinuationToken && { ContinuationToken }) };
      const page = await this.#session.find(
        `list s3://${this.bucket}/${folder}`,
        "s3:ListBucket on it",
        none,
        () => this.#s3.send(new ListObjectsV2Command(input)),
      );
      names.push(...(page?.Contents ?? []).flatMap(({ Key = "" }) => nameIn(Key) ?? []));
      ContinuationToken = page?.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return names;
  }
}

const keyOf = (name: string): string => `${folder}${name}.json`;
const nameIn = (key: string): string | undefined => /^release\/([^/]+)\.json$/.exec(key)?.[1];

const batches = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, batch) =>
    all.slice(batch * size, (batch + 1) * size),
  );

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
