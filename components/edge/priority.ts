import { createHash } from "node:crypto";

const bands = 64;
const places = 700;

/**
 * Where a route stands among a listener's rules. The more specific goes first, so that `/api/*` wins over `/*`; within
 * that, it follows from the service alone, because renumbering neighbours fails while their numbers are in use.
 */
export function priorityOf(id: string, paths: readonly string[], taken: Set<number>): number {
  const literal = Math.min(...paths.map((path) => path.replaceAll("*", "").length), bands - 1);
  const hash = createHash("sha256").update(id).digest().readUInt32BE();
  let priority = (bands - 1 - literal) * places + (hash % places) + 1;
  while (taken.has(priority)) priority += 1;
  taken.add(priority);
  return priority;
}
