import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { sha256 } from "../../evidence/canonical.ts";
import { type Chain, chainOf, type Kept } from "../../evidence/chain.ts";
import { type Attachment, chained, type Draft, type EvidenceRecord, textOf } from "../../evidence/record.ts";
import { type EvidenceStore, type Head, recordName, sequenceIn } from "../../evidence/store.ts";
import { batches } from "../batches.ts";
import { AwsFailed } from "../errors.ts";
import { evidenceOf } from "../names.ts";
import { bounded, type Session, statusOf } from "../session.ts";
import type { Target } from "../target.ts";

const folder = "trials/";
const attachments = "attachments/";
/** Before a stack's first deployment there is not even the bucket. */
const absent = ["NoSuchBucket", NoSuchKey.name];

/** The records of a stack in its own bucket, where object lock lets nobody change or delete one within its time. */
export class EvidenceBucket implements EvidenceStore {
  readonly at: string;
  readonly #s3: S3Client;
  readonly #session: Session;
  /** Goes into every request: a bucket of that name in another account is none of ours. */
  readonly #it: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor(target: Target, session: Session) {
    this.#s3 = new S3Client({ region: target.config.region, ...bounded(30) });
    this.#session = session;
    this.#it = { Bucket: evidenceOf(target), ExpectedBucketOwner: target.config.account };
    this.at = `s3://${this.#it.Bucket}/${folder}`;
  }

  async append(draft: Draft, belongs: readonly Attachment[] = []): Promise<EvidenceRecord> {
    for (const { content } of belongs) await this.#put(`${attachments}${sha256(content)}`, content);
    for (;;) {
      const { head, flaws } = await this.read();
      if (flaws.length > 0)
        throw new AwsFailed(`${this.at} is no sound chain of records: ${flaws.join("; ")}`);
      const record = chained(draft, head, belongs);
      if (await this.#put(`${folder}${recordName(record.sequence)}`, textOf(record))) return record;
    }
  }

  async read(knownHead?: Head): Promise<Chain> {
    const sequences = (await this.#names()).flatMap((name) => sequenceIn(name) ?? []);
    const kept: Kept[] = [];
    for (const some of batches(sequences, 20))
      kept.push(
        ...(await Promise.all(
          some.map(async (sequence) => ({ sequence, text: await this.#text(sequence) })),
        )),
      );
    return chainOf(kept, { knownHead });
  }

  async attachment(digest: string): Promise<Uint8Array | undefined> {
    const content = await this.#get(`${attachments}${digest}`);
    return content && sha256(content) === digest ? content : undefined;
  }

  async #text(sequence: number): Promise<string> {
    const content = await this.#get(`${folder}${recordName(sequence)}`);
    return content ? Buffer.from(content).toString("utf8") : "";
  }

  async #get(Key: string): Promise<Uint8Array | undefined> {
    return this.#session.find(
      `read s3://${this.#it.Bucket}/${Key}`,
      "s3:GetObject on it and kms:Decrypt on its key",
      absent,
      async () =>
        (await this.#s3.send(new GetObjectCommand({ ...this.#it, Key }))).Body?.transformToByteArray(),
    );
  }

  /** False where something of that name is there already: nothing is ever written over. */
  async #put(Key: string, Body: string | Uint8Array): Promise<boolean> {
    return this.#session.call(
      `write s3://${this.#it.Bucket}/${Key}`,
      "s3:PutObject on it and kms:GenerateDataKey on its key",
      async () => {
        try {
          await this.#s3.send(new PutObjectCommand({ ...this.#it, Key, Body, IfNoneMatch: "*" }));
          return true;
        } catch (error) {
          // 412: it was there; 409: somebody else was writing it at the same moment.
          if (statusOf(error) === 412 || statusOf(error) === 409) return false;
          throw error;
        }
      },
    );
  }

  async #names(): Promise<readonly string[]> {
    const names: string[] = [];
    const pages = paginateListObjectsV2({ client: this.#s3 }, { ...this.#it, Prefix: folder });
    await this.#session.find(`list ${this.at}`, "s3:ListBucket on it", absent, async () => {
      for await (const { Contents = [] } of pages)
        names.push(...Contents.map(({ Key = "" }) => Key.slice(folder.length)));
    });
    return names;
  }
}
