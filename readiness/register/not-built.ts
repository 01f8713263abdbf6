import type { Letter } from "./requirements.ts";

/**
 * Rows that are not built yet. They are printed with every report and stand outside of the verdict; a row leaves this
 * list when something real runs for each of its declared letters.
 */
export const notBuiltRows: readonly string[] = [];

/** Letters still open in rows that are otherwise served. */
export const notBuiltLetters: Readonly<Record<string, readonly Letter[]>> = {};
