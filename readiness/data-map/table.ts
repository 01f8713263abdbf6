import type { DataMapRow } from "../types.ts";

export const dataMapHead = ["store", "name", "holds", "class", "region", "kept", "key", "copies"];

/** A line of the map; `code` marks the name that AWS knows the store by. */
export const dataMapLine = (row: DataMapRow, code: (text: string) => string): readonly string[] => [
  ...[row.store, code(row.name), row.holds, row.class, row.region],
  ...[row.retention, row.key, row.backup],
];
