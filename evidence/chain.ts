import { sha256 } from "./canonical.ts";
import { flawsOf, isClearlyAfter } from "./flaws.ts";
import {
  type Attachment,
  chained,
  type Draft,
  type EvidenceRecord,
  evidenceRecord,
  type Link,
  textOf,
} from "./record.ts";

/** One kept text, under the place that its name says. */
export interface Kept {
  readonly sequence: number;
  readonly text: string;
}

export interface Chain {
  /** In order. Empty where the chain is broken: then nothing in it proves anything. */
  readonly records: readonly EvidenceRecord[];
  /** The same as they are kept: digests are of these very texts, so a copy is made of them. */
  readonly kept: readonly Kept[];
  /** The last one; undefined where nothing was tried yet. */
  readonly head: Link | undefined;
  /** What is wrong with it: an edited, a missing or a strange record. */
  readonly flaws: readonly string[];
}

/** For how long records are kept at least; what is gone earlier was taken out. */
export const keptDays = 400;

interface Known {
  /** Whose records they are: another stack's prove nothing here. */
  readonly stack: string;
  readonly knownHead?: Pick<Link, "sequence" | "digest"> | undefined;
  readonly now?: Date;
}

/**
 * Reads a chain of records, and notices whatever was edited, taken out or put in between. What was cut off its end is
 * noticed by whoever knows a later head: write-once storage forbids it, and a GO carries the head that it rests on.
 */
export function chainOf(texts: readonly Kept[], { stack, knownHead, now = new Date() }: Known): Chain {
  const flaws: string[] = [];
  const records: EvidenceRecord[] = [];
  const oldestGone = new Date(now.getTime() - keptDays * 86_400_000).toISOString();
  const kept = texts.toSorted((a, b) => a.sequence - b.sequence);
  let before: Link | undefined;
  for (const { sequence, text } of kept) {
    const record = readRecord(text);
    if (record === undefined) {
      flaws.push(`record ${sequence} is no record of a trial`);
      before = { sequence, digest: sha256(text), ended: "" };
      continue;
    }
    flaws.push(...flawsOf(record, { sequence, stack, before, oldestGone }));
    records.push(record);
    before = { sequence, digest: sha256(text), ended: record.ended };
  }
  flaws.push(...(knownHead ? lost(kept, knownHead) : []));
  return { records: flaws.length > 0 ? [] : records, kept, head: before, flaws };
}

/** Why nothing can be added to a chain now; undefined where something can. */
export function closedBy({ head, flaws }: Chain, now = new Date()): string | undefined {
  if (flaws.length > 0) return flaws.join("; ");
  return head && isClearlyAfter(head.ended, now)
    ? `record ${head.sequence} says that it ended on ${head.ended}, which is yet to come: a clock is wrong`
    : undefined;
}

/** What a draft becomes at the end of a chain. @throws where the chain is not sound, or would not be with it: it stays for good */
export function following(
  { head, flaws }: Chain,
  draft: Draft,
  attachments: readonly Attachment[],
  { at, stack }: { readonly at: string; readonly stack: string },
): { readonly record: EvidenceRecord; readonly text: string } {
  if (flaws.length > 0) throw new Error(`${at} is no sound chain of records: ${flaws.join("; ")}`);
  const record = chained(draft, head, attachments);
  const text = textOf(record);
  const { sequence } = record;
  const wrong = readRecord(text)
    ? flawsOf(record, { sequence, stack, before: head, oldestGone: "" })
    : [`record ${sequence} is no record of a trial`];
  if (wrong.length > 0) throw new Error(`${at} would be no sound chain of records: ${wrong.join("; ")}`);
  return { record, text };
}

/** What had its time may be gone: that something else is missing there is said where the chain begins. */
function lost(
  kept: readonly Kept[],
  { sequence, digest }: Pick<Link, "sequence" | "digest">,
): readonly string[] {
  const [first] = kept;
  if (first !== undefined && sequence < first.sequence) return [];
  const there = kept.find((one) => one.sequence === sequence);
  if (there === undefined) return [`record ${sequence} is missing: the stack's GO rests on it`];
  return sha256(there.text) === digest
    ? []
    : [`record ${sequence} is not the one that the stack's GO rests on`];
}

function readRecord(text: string): EvidenceRecord | undefined {
  try {
    return evidenceRecord.parse(JSON.parse(text));
  } catch {
    return undefined; // told as a flaw, with its place
  }
}
