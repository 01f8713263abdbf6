import { type Heartbeat, keptDays, qualified, rowsOf, versionOf } from "../shared/heartbeat.ts";
import { log } from "../shared/log.ts";
import { type Connection, PostgresError } from "../shared/postgres.ts";
import type { Table } from "./measure.ts";
import type { Settings } from "./settings.ts";

type Expectations = Pick<Settings, "tables" | "schemaVersion">;

/** Leaves a sign of life, and once an hour what a restored copy must have: versions, rows and bytes (K04, K21). */
export async function beat(
  connection: Connection,
  expected: Expectations,
  tables: readonly Table[],
): Promise<void> {
  const { id } = await connection.row<{ id: string }>(
    "write the heartbeat",
    "INSERT INTO golive.heartbeat DEFAULT VALUES RETURNING id",
  );
  const version = await versionIn(connection, expected.schemaVersion);
  const { due } = await connection.row<{ due: boolean }>("look for the last full heartbeat", isDue, [
    version,
  ]);
  // Without tables there is nothing yet to compare a copy with.
  if (!due || tables.length === 0) return;
  const counts = await counted(connection, expected.tables);
  const sizes = Object.fromEntries(tables.map(({ table, bytes }) => [table, bytes]));
  await connection.rows(
    "fill the heartbeat",
    "UPDATE golive.heartbeat SET schema_version = $2, counts = $3, sizes = $4 WHERE id = $1",
    [id, version, JSON.stringify(counts), JSON.stringify(sizes)],
  );
  await connection.rows(
    "forget old heartbeats",
    "DELETE FROM golive.heartbeat WHERE at < now() - make_interval(days => $1)",
    [keptDays],
  );
}

// After a migration at once: a backup soon after it must not be compared with the schema before it.
const isDue = `SELECT NOT EXISTS (
  SELECT FROM (SELECT at, schema_version FROM golive.heartbeat WHERE counts IS NOT NULL ORDER BY at DESC LIMIT 1) last
  WHERE at > now() - interval '1 hour' AND schema_version IS NOT DISTINCT FROM $1
) AS due`;

/** All counts together, so that a run ends before the next begins; each is bound by the connection's own limit. */
const budgetMs = 25_000;

async function counted(
  connection: Connection,
  names: Expectations["tables"],
): Promise<NonNullable<Heartbeat["counts"]>> {
  const end = Date.now() + budgetMs;
  const counts: Record<string, number | null> = {};
  for (const name of names) {
    const rows = Date.now() < end ? await looked(() => rowCount(connection, name)) : null;
    if (rows !== undefined) counts[qualified(name)] = rows;
  }
  return counts;
}

const rowCount = async (connection: Connection, name: string): Promise<number> =>
  (await connection.row<{ rows: number }>(`count ${name}`, rowsOf, [name])).rows;

async function versionIn(
  connection: Connection,
  where: Expectations["schemaVersion"],
): Promise<string | null> {
  if (where === null) return null;
  const look = async () =>
    (
      await connection.row<{ version: string | null }>("read the schema's version", versionOf, [
        where.table,
        where.column,
      ])
    ).version;
  return (await looked(look)) ?? null;
}

/** Null for what takes too long, undefined for what is not there or not to be seen: a restored copy will not pass for it. */
async function looked<T>(look: () => Promise<T>): Promise<T | null | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error;
    log({ level: "error", says: error.message, code: error.code });
    if (error.code === "57014" || error.code === "55P03") return null;
    if (["42P01", "42703", "3F000", "42501"].includes(error.code)) return undefined;
    throw error;
  }
}
