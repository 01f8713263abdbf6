import { closest, distance } from "fastest-levenshtein";

/** The word of the list that was probably meant, if one is near enough to say so; capitals do not count. */
export function nearest(word: string, list: readonly string[]): string | undefined {
  if (list.length === 0 || word.length > 100) return undefined;
  const small = list.map((one) => one.toLowerCase());
  const best = closest(word.toLowerCase(), small);
  const near = Math.max(2, Math.floor(Math.max(word.length, best.length) / 3));
  return distance(word.toLowerCase(), best) <= near ? list[small.indexOf(best)] : undefined;
}

/** The hint that a finding carries, or nothing. */
export function meant(word: string, list: readonly string[]): { hint?: string } {
  const best = nearest(word, list);
  return best === undefined || best === word ? {} : { hint: `did you mean "${best}"?` };
}
