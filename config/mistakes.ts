import type { Finding } from "./finding.ts";
import { dotted } from "./reading/describe.ts";

/** One thing wrong with a file, in words that a stranger can act on. */
export interface Mistake {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Dotted, below `golive:platform` where it is about the platform; empty where the whole file is meant. */
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
  /** The nearest valid key or value. */
  readonly hint?: string;
}

/** Where in a file something stands, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export const mistakeIn = (file: string, { path, ...words }: Finding, at: Position | undefined): Mistake => ({
  file,
  ...(at ? { line: at.line, column: at.column } : {}),
  path: dotted(path),
  ...words,
});

/** `Pulumi.production.yaml:31:9  services.api.sise  found an unknown key "sise" · allowed: … · did you mean "size"?` */
export function formatMistake({ file, line, column, path, found, allowed, hint }: Mistake): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return `${[place, path].filter(Boolean).join("  ")}  found ${found} · allowed: ${allowed}${hint ? ` · ${hint}` : ""}`;
}

/** All mistakes, in the order of the file. */
export const formatMistakes = (mistakes: readonly Mistake[]): string =>
  inOrder(mistakes).map(formatMistake).join("\n");

export const inOrder = (mistakes: readonly Mistake[]): readonly Mistake[] =>
  mistakes.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
