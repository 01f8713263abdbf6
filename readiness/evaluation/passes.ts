import type { Recording } from "../program/recording.ts";
import type { ResourceInfo } from "../types.ts";

/**
 * What differs between the resources of a first preview and of a run in which everything is known. A resource that
 * only one of them has is made inside `apply`: no preview shows it, so nothing has judged it.
 */
export function comparePasses(preview: readonly Pick<ResourceInfo, "urn">[], known: Recording): string[] {
  const shown = new Set(preview.map(({ urn }) => urn));
  return [
    ...missing(known.keys(), shown).map(
      (urn) =>
        `${urn} does not exist at the first preview: it is made inside apply. Declare it at the top level.`,
    ),
    ...missing(shown, known).map(
      (urn) => `${urn} exists only while values are unknown. Declare it unconditionally.`,
    ),
  ];
}

const missing = (from: Iterable<string>, than: { has(urn: string): boolean }): string[] =>
  [...from].filter((urn) => !than.has(urn)).sort();
