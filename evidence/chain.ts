import { sha256 } from "./canonical.ts";
import { type EvidenceRecord, evidenceRecord, type Link } from "./record.ts";

/** One kept text, under the place that its name says. */
export interface Kept {
  readonly sequence: number;
  readonly text: string;
}

export interface Chain {
  /** In order. Empty where the chain is broken: then nothing in it proves anything. */
  readonly records: readonly EvidenceRecord[];
  /** The last one; undefined where nothing was tried yet. */
  readonly head: Link | undefined;
  /** What is wrong with it: an edited, a missing or a strange record. */
  readonly flaws: readonly string[];
}

/** For how long records are kept at least; what is gone earlier was taken out. */
export const keptDays = 400;

/**
 * Reads a chain of records, and notices whatever was edited, taken out or put in between. What was cut off its end is
 * noticed by whoever knows a later head: write-once storage forbids it, and a GO carries the head that it rests on.
 */
export function chainOf(
  kept: readonly Kept[],
  {
    knownHead,
    now = new Date(),
  }: { readonly knownHead?: Pick<Link, "sequence" | "digest"> | undefined; readonly now?: Date } = {},
): Chain {
  const flaws: string[] = [];
  const records: EvidenceRecord[] = [];
  const oldestGone = new Date(now.getTime() - keptDays * 86_400_000).toISOString();
  let before: Link | undefined;
  for (const { sequence, text } of kept.toSorted((a, b) => a.sequence - b.sequence)) {
    const record = readRecord(text);
    if (record === undefined) {
      flaws.push(`record ${sequence} is no record of a trial`);
      before = { sequence, digest: sha256(text), ended: "" };
      continue;
    }
    flaws.push(...flawsOf(record, sequence, before, oldestGone));
    records.push(record);
    before = { sequence, digest: sha256(text), ended: record.ended };
  }
  flaws.push(...(knownHead ? lost(kept, knownHead) : []));
  return { records: flaws.length > 0 ? [] : records, head: before, flaws };
}

function flawsOf(
  record: EvidenceRecord,
  sequence: number,
  before: Link | undefined,
  oldestGone: string,
): readonly string[] {
  const { previous } = record;
  if (record.sequence !== sequence)
    return [`record ${sequence} says of itself that it is ${record.sequence}`];
  if (before === undefined) {
    // The oldest end with their time; the first that is left says when the one before it was.
    const first = sequence === 1 ? previous === null : previous !== null && previous.ended < oldestGone;
    return first
      ? []
      : [sequence === 1 ? "record 1 follows another" : `what came before record ${sequence} is missing`];
  }
  if (sequence !== before.sequence + 1)
    return [`between record ${before.sequence} and record ${sequence} there is a gap`];
  return previous?.digest === before.digest
    ? []
    : [`record ${before.sequence} was changed after record ${sequence} was written`];
}

function lost(
  kept: readonly Kept[],
  { sequence, digest }: Pick<Link, "sequence" | "digest">,
): readonly string[] {
  const there = kept.find((one) => one.sequence === sequence);
  if (there === undefined) return [`record ${sequence} is missing: it was there before`];
  return sha256(there.text) === digest ? [] : [`record ${sequence} was changed`];
}

function readRecord(text: string): EvidenceRecord | undefined {
  try {
    return evidenceRecord.parse(JSON.parse(text));
  } catch {
    return undefined; // told as a flaw, with its place
  }
}
