/** An element of a list that was its newest when somebody looked. */
export interface Mark {
  /** When that was, in seconds since 1970. */
  readonly at: number;
  /** How many elements are newer than it. */
  readonly behind: number;
}

export interface Look {
  readonly now: number;
  readonly length: number;
  /** How many elements were put since the last look; null where what was the newest then is gone. */
  readonly put: number | null;
}

/** A day of looks. */
const most = 1_440;

/**
 * The marks that are still in a list which is filled at one end and emptied at the other: what is put moves all of them
 * on alike, so that only the newest must be looked for. The first that is left says how old the oldest element is, at
 * least; it is at most one pause between two looks older.
 */
export function movedOn(marks: readonly Mark[], { now, length, put }: Look): readonly Mark[] {
  const left =
    put === null
      ? []
      : marks.map(({ at, behind }) => ({ at, behind: behind + put })).filter(({ behind }) => behind < length);
  const isNew = length > 0 && put !== 0;
  return (isNew ? [...left, { at: now, behind: 0 }] : left).slice(-most);
}
