import type { EvidenceRecord, Link } from "./record.ts";

/** Two machines' clocks, each some minutes off: by more, a record cannot have ended before the one it follows, nor after now. */
export const skewMinutes = 10;
const skew = skewMinutes * 60_000;

/** Whether a time is later than another by more than clocks differ. */
export const isClearlyAfter = (time: string, than: Date): boolean => Date.parse(time) > than.getTime() + skew;

export interface Place {
  readonly sequence: number;
  /** Whose chain it is. */
  readonly stack: string;
  /** The record before it; undefined where nothing before it is left. */
  readonly before: Link | undefined;
  /** What ended earlier had its time, and may be gone. */
  readonly oldestGone: string;
}

/** What is wrong with one record, in the place where it stands. */
export function flawsOf(record: EvidenceRecord, at: Place): readonly string[] {
  const { sequence } = at;
  if (record.sequence !== sequence)
    return [`record ${sequence} says of itself that it is ${record.sequence}`];
  return [...brokenLink(record, at), ...outOfTime(record, at), ...contradictions(record, at)];
}

function brokenLink(
  { previous }: EvidenceRecord,
  { sequence, before, oldestGone }: Place,
): readonly string[] {
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

/** The chain is what says which record is newer; a time that says otherwise is wrong on one of the two. */
function outOfTime({ sequence, ended }: EvidenceRecord, { before }: Place): readonly string[] {
  return before && isClearlyAfter(before.ended, new Date(ended))
    ? [
        `record ${sequence} says that it ended on ${ended}, before record ${before.sequence} did, on ${before.ended}`,
      ]
    : [];
}

function contradictions(
  { sequence, stack, result, failures }: EvidenceRecord,
  { stack: own }: Place,
): readonly string[] {
  return [
    ...(stack === own ? [] : [`record ${sequence} is of ${stack}, and these are the records of ${own}`]),
    ...(result === "passed" && failures.length > 0
      ? [`record ${sequence} says that it passed, and names what failed`]
      : []),
  ];
}
