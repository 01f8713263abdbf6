/** What `vitals` leaves behind in every store, and what a restored copy is told by (K04, K21). */
export const canaryKey = "golive/canary.json";

/** One row of `golive.heartbeat`; the last three are written once an hour. */
export interface Heartbeat {
  readonly at: Date;
  readonly schema_version: string | null;
  /** Rows by table; null where they could not be counted in time. */
  readonly counts: Readonly<Record<string, number | null>> | null;
  /** Bytes by table, of the fifty largest. */
  readonly sizes: Readonly<Record<string, number>> | null;
}

/** How long rows are kept: longer than the oldest daily backup that a restore test takes. */
export const keptDays = 40;

export const createHeartbeat = [
  `CREATE TABLE IF NOT EXISTS golive.heartbeat (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  schema_version text,
  counts jsonb,
  sizes jsonb
)`,
  "CREATE INDEX IF NOT EXISTS heartbeat_at ON golive.heartbeat (at)",
] as const;

/**
 * Looking into tables without the right to read them: the number of rows of any, and the newest version of those that
 * migration tools keep (alembic_version, django_migrations, schema_migrations, databasechangelog, flyway_schema_history…).
 */
export const createLookers = [
  `CREATE OR REPLACE FUNCTION golive.rows_of(name text) RETURNS bigint
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     parts text[] := string_to_array(name, '.');
     found bigint;
   BEGIN
     IF cardinality(parts) = 1 THEN parts := ARRAY['public', name]; END IF;
     EXECUTE format('SELECT count(*) FROM %I.%I', parts[1], parts[2]) INTO found;
     RETURN found;
   END $$`,
  `CREATE OR REPLACE FUNCTION golive.version_of(tbl text, col text) RETURNS text
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     parts text[] := string_to_array(tbl, '.');
     found text;
   BEGIN
     IF cardinality(parts) = 1 THEN parts := ARRAY['public', tbl]; END IF;
     IF parts[2] !~ '(version|migration|changelog|schema_history)' THEN
       RAISE insufficient_privilege USING MESSAGE = 'this table is no migration tool''s';
     END IF;
     EXECUTE format('SELECT max(%I::text COLLATE "C") FROM %I.%I', col, parts[1], parts[2]) INTO found;
     RETURN found;
   END $$`,
] as const;

export const newestHeartbeat =
  "SELECT at, schema_version, counts, sizes FROM golive.heartbeat ORDER BY at DESC LIMIT 1";
export const newestFilled =
  "SELECT at, schema_version, counts, sizes FROM golive.heartbeat WHERE counts IS NOT NULL ORDER BY at DESC LIMIT 1";

export const rowsOf = "SELECT golive.rows_of($1)::float8 AS rows";
export const versionOf = "SELECT golive.version_of($1, $2) AS version";

/** A table's name as `counts` and `sizes` have it: with its schema. */
export const qualified = (table: string): string => (table.includes(".") ? table : `public.${table}`);
