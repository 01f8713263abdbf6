import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "./canonical.ts";
import { type Chain, chainOf, closedBy, following, type Kept } from "./chain.ts";
import type { Attachment, Draft, EvidenceRecord } from "./record.ts";
import { type EvidenceStore, type Head, recordName, sequenceIn } from "./store.ts";
import { writeNew, writeWhole } from "./whole-file.ts";

/**
 * Records in a folder of this machine, `<folder>/<stack>/`: for rehearsals and for reading without an account. Whoever
 * may write there can rewrite all of it, so a launch rests on the stack's own write-once bucket.
 */
export class EvidenceFolder implements EvidenceStore {
  readonly at: string;
  readonly stack: string;
  /** What belongs to records, each under its digest. */
  readonly attachments: string;

  constructor(folder: string, stack: string) {
    this.stack = stack;
    this.at = join(folder, stack);
    this.attachments = join(this.at, "attachments");
  }

  async append(draft: Draft, attachments: readonly Attachment[] = []): Promise<EvidenceRecord> {
    await mkdir(this.attachments, { recursive: true });
    for (const { content } of attachments) await writeWhole(join(this.attachments, sha256(content)), content);
    for (;;) {
      const { record, text } = following(await this.read(), draft, attachments, this);
      // Where somebody else took the place, the next one is ours.
      if (await writeNew(join(this.at, recordName(record.sequence)), text)) return record;
    }
  }

  async closed(): Promise<string | undefined> {
    return closedBy(await this.read());
  }

  async read(knownHead?: Head): Promise<Chain> {
    const names = (await readdir(this.at).catch(unlessMissing)) ?? [];
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
    return chainOf(await Promise.all(texts), { stack: this.stack, knownHead });
  }

  async attachment(digest: string): Promise<Uint8Array | undefined> {
    const content = await readFile(join(this.attachments, digest)).catch(unlessMissing);
    return content && sha256(content) === digest ? content : undefined;
  }
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && Reflect.get(error, "code") === "ENOENT") return undefined;
  throw error;
}
