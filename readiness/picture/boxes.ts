import type { Facts, Stack } from "../data-map/facts.ts";
import type { Part } from "./model.ts";

/** Each resource of a type as a box of its own. */
export const each = (stack: Stack, type: string, part: (facts: Facts) => Part): Part[] =>
  stack.all(type).map(part);

/** Many resources as one box, or none. */
export const grouped = (
  own: readonly Facts[],
  id: string,
  part: (own: readonly Facts[]) => Omit<Part, "id">,
): Part[] => (own.length === 0 ? [] : [{ id, ...part(own) }]);

/** Names in rows of a width that a box can have. */
export function inRows(names: readonly string[], width = 34): string[] {
  const rows: string[] = [];
  for (const name of names.toSorted()) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + name.length + 2 <= width)
      rows[rows.length - 1] = `${last}, ${name}`;
    else rows.push(name);
  }
  return rows;
}
