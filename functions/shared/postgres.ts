import pg from "pg";
import { Stopped } from "./log.ts";
import { codeOf, meaningOf } from "./postgres-codes.ts";

/** Where and as whom to connect: what a secret `postgresql://…` says. */
export interface Address {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** `sslrootcert`, for whoever reads the secret; the functions trust what NODE_EXTRA_CA_CERTS adds. Null leaves it out. */
  readonly authority: string | null;
}

/** The address as libpq and every driver read it. It always says verify-full (P03). */
export function writeAddress({ user, password, host, port, database, authority }: Address): string {
  const query = authority === null ? "" : `&sslrootcert=${encodeURIComponent(authority)}`;
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `postgresql://${credentials}@${host}:${port}/${encodeURIComponent(database)}?sslmode=verify-full${query}`;
}

/** Reads an address that `writeAddress` wrote. Its errors never repeat what they were given. */
export function readAddress(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : null;
  const database = url?.pathname.slice(1) ?? "";
  if (url?.protocol !== "postgresql:" || !url.username || !url.password || !url.hostname || !database)
    throw new Stopped(
      "the secret does not hold a postgresql:// address with a user, a password and a database",
    );
  if (url.searchParams.get("sslmode") !== "verify-full")
    throw new Stopped("the address in the secret does not say sslmode=verify-full");
  return {
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    host: url.hostname,
    port: Number(url.port || 5432),
    database: decodeURIComponent(database),
    authority: url.searchParams.get("sslrootcert"),
  };
}

/** What PostgreSQL or the network refused, by its code alone: their own messages may quote values. */
export class PostgresError extends Stopped {
  readonly code: string;
  /** The code and, of the frequent ones, what it means. */
  readonly reason: string;

  constructor(doing: string, code: string) {
    const reason = meaningOf(code);
    super(`${doing}: ${reason}`);
    this.code = code;
    this.reason = reason;
  }
}

/** One connection, whose refusals carry a code and say what was being done. */
export class Connection {
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async rows<Row extends pg.QueryResultRow>(
    doing: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    try {
      return (await this.#client.query<Row>(text, [...values])).rows;
    } catch (error) {
      throw new PostgresError(doing, codeOf(error));
    }
  }

  /** One transaction, and no other of this kind beside it: two that alter the same role or grant would fail one another. */
  async atOnce<T>(act: () => Promise<T>): Promise<T> {
    await this.rows("begin", "BEGIN");
    try {
      await this.rows("wait for another rotation", "SELECT pg_advisory_xact_lock(hashtext('golive'))");
      const done = await act();
      await this.rows("commit", "COMMIT");
      return done;
    } catch (error) {
      await this.rows("roll back", "ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  /** The only row there is. */
  async row<Row extends pg.QueryResultRow>(
    doing: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row> {
    const [row, ...others] = await this.rows<Row>(doing, text, values);
    if (row === undefined || others.length > 0) throw new PostgresError(doing, "NOT_ONE_ROW");
    return row;
  }
}

export interface Manner {
  /** Shown in pg_stat_activity. */
  readonly as: string;
  readonly statementSeconds: number;
  readonly connectSeconds?: number;
}

/** Connects over verified TLS, does one thing, and hangs up, whatever happens. */
export async function connected<T>(
  { user, password, host, port, database }: Omit<Address, "authority">,
  { as, statementSeconds, connectSeconds = 5 }: Manner,
  act: (connection: Connection) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    user,
    password,
    host,
    port,
    database,
    // pg's own reading of sslmode and sslrootcert=system differs from libpq's; these options leave no doubt.
    ssl: { rejectUnauthorized: true, minVersion: "TLSv1.2" },
    application_name: as,
    connectionTimeoutMillis: connectSeconds * 1000,
    query_timeout: (statementSeconds + 5) * 1000,
  });
  // Without a listener, a connection that the server ends between two statements ends the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw new PostgresError(`connect as ${user} to ${host}`, codeOf(error));
  }
  try {
    const connection = new Connection(client);
    // Not among the startup parameters: a proxy takes only some.
    await connection.row(
      "set limits",
      "SELECT set_config('statement_timeout', $1, false), set_config('lock_timeout', '5s', false)",
      [`${statementSeconds}s`],
    );
    return await act(connection);
  } finally {
    await client.end().catch(() => undefined);
  }
}
