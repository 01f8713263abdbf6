/** A place inside a structure: keys and indexes from its root. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with what was written; it never holds a value that may be a secret. */
export interface Finding {
  readonly path: Path;
  readonly found: string;
  readonly allowed: string;
  /** The nearest valid key or value, or what to do. */
  readonly hint?: string;
}
