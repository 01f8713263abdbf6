/** Something in a build that must not reach users. */
export interface Flaw {
  readonly file: string;
  /** Line and column, counted from 1. */
  readonly at?: { readonly line: number; readonly column: number };
  readonly says: string;
  /** What lets it pass where it was looked at and is no mistake; undefined where nothing does. */
  readonly allow?: string;
}

/** Where in a text something stands. */
export function placeIn(text: string, index: number): NonNullable<Flaw["at"]> {
  const before = text.slice(0, index);
  return { line: before.split("\n").length, column: index - before.lastIndexOf("\n") };
}

export const flawLine = ({ file, at, says, allow }: Flaw): string =>
  `${file}${at ? `:${at.line}:${at.column}` : ""}  ${says}${allow === undefined ? "" : ` (--allow ${allow})`}`;
