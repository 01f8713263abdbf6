import { log } from "../shared/log.ts";
import { type Connection, PostgresError } from "../shared/postgres.ts";

/** How PostgreSQL is, as RDS does not say (K11, P13). */
export interface Vitals {
  readonly connectionsPercent: number;
  readonly longestTransactionSeconds: number;
  readonly deadTuplePercent: number;
  readonly vacuumAgeHours: number;
  readonly replicationLagSeconds: number;
  /** The largest tables first. */
  readonly tables: readonly Table[];
}

export interface Table {
  /** With its schema. */
  readonly table: string;
  readonly bytes: number;
  readonly deadTuplePercent: number;
}

export async function measure(connection: Connection, maxConnections: number): Promise<Vitals> {
  const { connections } = await connection.row<{ connections: number }>(
    "count connections",
    "SELECT count(*)::float8 AS connections FROM pg_stat_activity WHERE backend_type = 'client backend'",
  );
  const { seconds } = await connection.row<{ seconds: number }>("look for long transactions", transactions);
  const { percent, hours } = await connection.row<{ percent: number; hours: number }>(
    "look for dead tuples",
    deadTuples,
  );
  return {
    connectionsPercent: (100 * connections) / maxConnections,
    longestTransactionSeconds: seconds,
    deadTuplePercent: percent,
    vacuumAgeHours: hours,
    replicationLagSeconds: await lag(connection),
    tables: await sized(connection),
  };
}

// A prepared transaction that nobody ends keeps vacuum from cleaning, without any connection to be seen.
const transactions = `
  SELECT coalesce(max(extract(epoch FROM now() - since)), 0)::float8 AS seconds FROM (
    SELECT xact_start AS since FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
    UNION ALL
    SELECT prepared FROM pg_prepared_xacts
  ) open`;

const share = "100.0 * n_dead_tup / nullif(n_live_tup + n_dead_tup, 0)";

// A table whose dead tuples are above its own threshold should have been vacuumed (PostgreSQL manual, "The Autovacuum Daemon").
// One that never was counts from when the statistics begin.
const deadTuples = `
  SELECT
    coalesce(max(${share}) FILTER (WHERE n_live_tup + n_dead_tup >= 10000), 0)::float8 AS percent,
    coalesce(max(extract(epoch FROM now() - coalesce(greatest(last_vacuum, last_autovacuum), began)) / 3600)
      FILTER (WHERE n_dead_tup > threshold + scale * greatest(reltuples, 0)), 0)::float8 AS hours
  FROM pg_stat_user_tables
  JOIN pg_class ON pg_class.oid = relid
  CROSS JOIN (
    SELECT coalesce(stats_reset, pg_postmaster_start_time()) AS began
    FROM pg_stat_database WHERE datname = current_database()
  ) statistics
  CROSS JOIN LATERAL (
    SELECT
      coalesce(max(option_value) FILTER (WHERE option_name = 'autovacuum_vacuum_threshold'),
        current_setting('autovacuum_vacuum_threshold'))::float8 AS threshold,
      coalesce(max(option_value) FILTER (WHERE option_name = 'autovacuum_vacuum_scale_factor'),
        current_setting('autovacuum_vacuum_scale_factor'))::float8 AS scale
    FROM pg_options_to_table(reloptions)
  ) autovacuum`;

const tables = `
  SELECT schemaname || '.' || relname AS "table",
    pg_total_relation_size(relid)::float8 AS bytes,
    coalesce(${share}, 0)::float8 AS "deadTuplePercent"
  FROM pg_stat_user_tables WHERE schemaname <> 'golive'
  ORDER BY bytes DESC LIMIT 50`;

/** None while a migration holds a table for itself: its size cannot be asked for then, and the rest must be known all the same. */
async function sized(connection: Connection): Promise<readonly Table[]> {
  try {
    return await connection.rows<Table & Record<string, unknown>>("measure tables", tables);
  } catch (error) {
    if (!(error instanceof PostgresError) || error.code !== "55P03") throw error;
    log({ level: "error", says: error.message, code: error.code });
    return [];
  }
}

/** Aurora's replicas share the writer's storage, and are not in pg_stat_replication. */
async function lag(connection: Connection): Promise<number> {
  const { aurora } = await connection.row<{ aurora: boolean }>(
    "ask for the engine",
    "SELECT to_regproc('aurora_replica_status') IS NOT NULL AS aurora",
  );
  const query = aurora
    ? "SELECT coalesce(max(replica_lag_in_msec), 0)::float8 / 1000 AS lag FROM aurora_replica_status()"
    : "SELECT coalesce(max(extract(epoch FROM replay_lag)), 0)::float8 AS lag FROM pg_stat_replication";
  return (await connection.row<{ lag: number }>("ask for the replicas' lag", query)).lag;
}
