import type { Recording } from "../program/recording.ts";

/**
 * What differs between the resources of a first preview and of a run in which everything is known. A resource that
 * only one of them has is made inside `apply`: no preview shows it, so nothing has judged it.
 */
export function comparePasses(preview: Recording, known: Recording): string[] {
  return [
    ...missing(known, preview).map(
      (urn) =>
        `${urn} does not exist at the first preview: it is made inside apply. Declare it at the top level.`,
    ),
    ...missing(preview, known).map(
      (urn) => `${urn} exists only while values are unknown. Declare it unconditionally.`,
    ),
  ];
}

const missing = (from: Recording, than: Recording): string[] =>
  [...from.keys()].filter((urn) => !than.has(urn)).sort();
