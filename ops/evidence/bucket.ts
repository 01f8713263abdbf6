import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { sha256 } from "../../evidence/canonical.ts";
import { type Chain, chainOf, closedBy, following, type Kept } from "../../evidence/chain.ts";
import { skewMinutes } from "../../evidence/flaws.ts";
import type { Attachment, Draft, EvidenceRecord } from "../../evidence/record.ts";
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
  readonly stack: string;
  readonly #s3: S3Client;
  readonly #session: Session;
  /** Goes into every request: a bucket of that name in another account is none of ours. */
  readonly #it: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor(target: Target, session: Session) {
    this.#s3 = new S3Client({ region: target.config.region, ...bounded(30) });
    this.#session = session;
    this.stack = target.prefix;
    this.#it = { Bucket: evidenceOf(target), ExpectedBucketOwner: target.config.account };
    this.at = `s3://${this.#it.Bucket}/${folder}`;
  }

  async append(draft: Draft, belongs: readonly Attachment[] = []): Promise<EvidenceRecord> {
    for (const { content } of belongs) await this.#put(`${attachments}${sha256(content)}`, content);
    for (;;) {
      const chain = await this.read();
      const wrong = this.#wrongClock();
      if (wrong !== undefined) throw new AwsFailed(wrong);
      const { record, text } = following(chain, draft, belongs, this);
      if (await this.#put(`${folder}${recordName(record.sequence)}`, text)) return record;
    }
  }

  async closed(): Promise<string | undefined> {
    const chain = await this.read();
    return closedBy(chain) ?? this.#wrongClock();
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
    return chainOf(kept, { stack: this.stack, knownHead });
  }

  async attachment(digest: string): Promise<Uint8Array | undefined> {
    const content = await this.#get(`${attachments}${digest}`);
    return content && sha256(content) === digest ? content : undefined;
  }

  /** A record of a time to come would keep others out until then, for nobody can delete it. The SDK has compared the clocks. */
  #wrongClock(): string | undefined {
    const minutes = Math.round(this.#s3.config.systemClockOffset / 60_000);
    return Math.abs(minutes) < skewMinutes / 2
      ? undefined
      : `this machine's clock is ${Math.abs(minutes)} minutes ${minutes > 0 ? "behind" : "ahead of"} that of AWS: set it first`;
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
