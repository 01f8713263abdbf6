import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "./canonical.ts";
import { type Chain, chainOf, type Kept } from "./chain.ts";
import { type Attachment, chained, type Draft, type EvidenceRecord, textOf } from "./record.ts";
import { type EvidenceStore, type Head, recordName, sequenceIn } from "./store.ts";

/**
 * Records in a folder of this machine, `<folder>/<stack>/`: for rehearsals and for reading without an account. Whoever
 * may write there can rewrite all of it, so a launch rests on the stack's own write-once bucket.
 */
export class EvidenceFolder implements EvidenceStore {
  readonly at: string;

  constructor(folder: string, stack: string) {
    this.at = join(folder, stack);
  }

  async append(draft: Draft, attachments: readonly Attachment[] = []): Promise<EvidenceRecord> {
    await mkdir(this.#attachments, { recursive: true });
    for (const { content } of attachments)
      await writeFile(join(this.#attachments, sha256(content)), content).catch(unless("EEXIST"));
    for (;;) {
      const { head, flaws } = await this.read();
      if (flaws.length > 0) throw new Error(`${this.at} is no sound chain of records: ${flaws.join("; ")}`);
      const record = chained(draft, head, attachments);
      const file = join(this.at, recordName(record.sequence));
      const written = await writeFile(file, textOf(record), { flag: "wx" }).then(
        () => true,
        unless("EEXIST"), // somebody else took the place: the next one is ours
      );
      if (written) return record;
    }
  }

  async read(knownHead?: Head): Promise<Chain> {
    const names = (await readdir(this.at).catch(unless("ENOENT"))) ?? [];
    const kept = names.flatMap((name) => {
      const sequence = sequenceIn(name);
      return sequence === undefined ? [] : [{ sequence, name }];
    });
    const texts = kept.map(
      async ({ sequence, name }): Promise<Kept> => ({
        sequence,
        text: await readFile(join(this.at, name), "utf8"),
      }),
    );
    return chainOf(await Promise.all(texts), { knownHead });
  }

  async attachment(digest: string): Promise<Uint8Array | undefined> {
    const content = await readFile(join(this.#attachments, digest)).catch(unless("ENOENT"));
    return content && sha256(content) === digest ? content : undefined;
  }

  get #attachments(): string {
    return join(this.at, "attachments");
  }
}

const unless =
  (code: string) =>
  (error: unknown): undefined => {
    if (error instanceof Error && Reflect.get(error, "code") === code) return undefined;
    throw error;
  };
