import type { Connection } from "../shared/postgres.ts";
import type { Table } from "./measure.ts";

const mebibyte = 2 ** 20;
const dayMs = 24 * 3600 * 1000;

/** How much the table that grows most has grown, percent a day, of those that have 100 MiB; null without a day's memory. */
export async function growth(connection: Connection, tables: readonly Table[]): Promise<number | null> {
  const [then] = await connection.rows<{ age: number; sizes: Readonly<Record<string, number>> }>(
    "remember the sizes of a day ago",
    `SELECT extract(epoch FROM now() - at)::float8 * 1000 AS age, sizes FROM golive.heartbeat
     WHERE sizes IS NOT NULL AND at <= now() - interval '1 day' ORDER BY at DESC LIMIT 1`,
  );
  return then ? fastest(tables, then.sizes, then.age / dayMs) : null;
}

export function fastest(
  tables: readonly Table[],
  then: Readonly<Record<string, number>>,
  days: number,
): number {
  const shares = tables
    .filter(({ bytes }) => bytes >= 100 * mebibyte)
    .map(({ table, bytes }) => {
      const before = then[table] ?? 0;
      return before > 0 ? (100 * (bytes - before)) / before / days : 0;
    });
  return Math.max(0, ...shares);
}
