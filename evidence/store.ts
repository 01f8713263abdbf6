import type { Chain } from "./chain.ts";
import type { Attachment, Draft, EvidenceRecord, Link } from "./record.ts";

/** A place in a chain, as somebody else has written it down. */
export type Head = Pick<Link, "sequence" | "digest">;

/** Where the records of one stack are kept: added to, never changed. */
export interface EvidenceStore {
  /** For people: a folder or an s3:// address. */
  readonly at: string;
  /** Whose records they are: no others are added, and others that stand there are a flaw. */
  readonly stack: string;
  /** Adds a record to the end, with what belongs to it. Two writers at once get places one after the other. */
  append(draft: Draft, attachments?: readonly Attachment[]): Promise<EvidenceRecord>;
  /** Why nothing can be added now; undefined where something can, as far as one knows before it is written. */
  closed(): Promise<string | undefined>;
  /** All of them, with what is wrong with the chain. */
  read(knownHead?: Head): Promise<Chain>;
  /** What belongs to a record; undefined where it is gone or was changed. */
  attachment(sha256: string): Promise<Uint8Array | undefined>;
}

/** The name of a record: eight digits, so that names sort as the chain goes. */
export const recordName = (sequence: number): string => `${String(sequence).padStart(8, "0")}.json`;

export const sequenceIn = (name: string): number | undefined => {
  const [, digits] = /^(\d{8})\.json$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
};
