import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  type Heartbeat,
  newestFilled,
  newestHeartbeat,
  qualified,
  rowsOf,
  versionOf,
} from "../shared/heartbeat.ts";
import { type Connection, connected, PostgresError, readAddress } from "../shared/postgres.ts";
import { held } from "../shared/secrets.ts";
import { type Check, newestData } from "./check.ts";
import type { Settings } from "./settings.ts";

export interface Found {
  readonly checks: readonly Check[];
  readonly newest: Date | null;
}

export interface Server {
  readonly host: string;
  readonly port: number;
}

/** Looks into a restored database. Throws a `PostgresError` when it is not reached at all. */
export async function lookIntoDatabase(
  settings: Settings,
  secrets: SecretsManagerClient,
  server: Server,
  restoredAt: Date,
): Promise<Found> {
  const name = `${settings.prefix}/${settings.credentials}`;
  const manner = { as: "golive restore-check", statementSeconds: 120, connectSeconds: 10 };
  // A copy knows the logins of its day: the one in use today, or the one before it.
  for (const stage of ["AWSCURRENT", "AWSPREVIOUS"] as const) {
    const value = (await held(secrets, name, { stage }))?.value;
    if (value === undefined) continue;
    const { user, password } = readAddress(value);
    const address = { ...server, user, password, database: settings.database };
    try {
      return await connected(address, manner, (copy) => compare(settings, copy, restoredAt));
    } catch (error) {
      if (!(error instanceof PostgresError) || !["28P01", "28000"].includes(error.code)) throw error;
    }
  }
  return { checks: [login(false, "refused")], newest: null };
}

const login = (passed: boolean, found: string): Check => ({
  name: "login of the monitoring role",
  passed,
  found,
  expected: "accepted, with its current or its previous password",
});

async function compare(settings: Settings, copy: Connection, restoredAt: Date): Promise<Found> {
  const last = await newest(copy, "read the newest heartbeat", newestHeartbeat);
  const filled = await newest(copy, "read the newest full heartbeat", newestFilled);
  const recorded = typeof filled === "string" ? null : filled;
  const at = last === null || typeof last === "string" ? null : last.at;
  const checks: Check[] = [
    login(true, "accepted"),
    {
      name: "canary row",
      passed: at !== null,
      found: typeof last === "string" ? last : (at?.toISOString() ?? null),
      expected: "a heartbeat",
    },
    newestData(at, restoredAt, settings.targets.rpoHours),
  ];
  if (settings.schemaVersion) checks.push(await sameVersion(copy, settings.schemaVersion, recorded));
  for (const table of settings.tables) checks.push(await sameRows(copy, table, recorded));
  return { checks, newest: at };
}

/** What was recorded in the copy itself, before it was one; or why it cannot be read. */
async function newest(copy: Connection, doing: string, query: string): Promise<Heartbeat | string | null> {
  const rows = await looked(() => copy.rows<Heartbeat & Record<string, unknown>>(doing, query));
  return typeof rows === "string" ? rows : (rows[0] ?? null);
}

async function sameVersion(
  copy: Connection,
  { table, column }: NonNullable<Settings["schemaVersion"]>,
  recorded: Heartbeat | null,
): Promise<Check> {
  const row = await looked(() =>
    copy.row<{ version: string | null }>("read the schema's version", versionOf, [table, column]),
  );
  const expected = recorded?.schema_version ?? null;
  const version = typeof row === "string" ? null : row.version;
  return {
    name: "schema version",
    passed: version !== null && version !== "" && version === expected,
    found: typeof row === "string" ? row : version,
    expected: expected ?? "the recorded one, and none is recorded",
  };
}

/** Rows come and go between the last count and the backup: a hundredth may be missing. */
const kept = 0.99;

async function sameRows(copy: Connection, table: string, recorded: Heartbeat | null): Promise<Check> {
  const expected = recorded?.counts?.[qualified(table)];
  if (expected === null) return sameBytes(copy, table, recorded?.sizes?.[qualified(table)]);
  const row = await looked(() => copy.row<{ rows: number }>(`count ${table}`, rowsOf, [table]));
  return asMany(`rows of ${qualified(table)}`, typeof row === "string" ? row : row.rows, expected);
}

/** A table that is too large to be counted every hour is as large in a copy as it was: backups copy its pages. */
async function sameBytes(copy: Connection, table: string, expected: number | undefined): Promise<Check> {
  const { bytes } = await copy.row<{ bytes: number | null }>(
    `measure ${table}`,
    "SELECT max(pg_total_relation_size(relid))::float8 AS bytes FROM pg_stat_user_tables WHERE schemaname || '.' || relname = $1",
    [qualified(table)],
  );
  return asMany(`bytes of ${qualified(table)}`, bytes, expected);
}

const asMany = (name: string, found: number | string | null, expected: number | undefined): Check => ({
  name,
  passed: typeof found === "number" && expected !== undefined && found >= expected * kept,
  found,
  expected:
    expected === undefined ? "the recorded number, and none is recorded" : `at least 99 % of ${expected}`,
});

/** What was found; or why nothing: it is not in the copy, not to be seen in it, or takes too long. */
async function looked<T>(look: () => Promise<T>): Promise<T | string> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof PostgresError && telling.includes(error.code)) return error.reason;
    throw error;
  }
}

const telling = ["42P01", "42703", "42883", "3F000", "42501", "57014"];
