import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { certificateIn, trust } from "./certificate.ts";
import { prepared, superuser } from "./postgres-cluster.ts";
import { freePort, Server } from "./server.ts";
import { commandOf } from "./tools.ts";

export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database?: string;
}

/** A PostgreSQL server: TLS only, SCRAM only, with an owner who may what RDS's owner may. Its log holds every statement. */
export class Postgres {
  readonly host = "localhost";
  readonly port: number;
  readonly database = "product";
  /** What RDS keeps in the owner's managed secret. */
  readonly owner = { username: "owner", password: "the-owner-of-the-test" };
  /** The authority that vouches for it, as a file; this process trusts it already. */
  readonly authority: string;
  readonly #folder: string;
  readonly #server: Server;
  readonly #distrust: () => void;
  readonly #open = new Set<pg.Client>();

  private constructor(folder: string, port: number, server: Server, authority: string, distrust: () => void) {
    this.#folder = folder;
    this.port = port;
    this.#server = server;
    this.authority = authority;
    this.#distrust = distrust;
  }

  static async start(): Promise<Postgres> {
    const folder = mkdtempSync(join(tmpdir(), "golive-postgres-"));
    const certificate = certificateIn(folder);
    const distrust = trust(certificate);
    try {
      const port = await freePort();
      const server = await Server.start(prepared(folder, port, certificate), () => answers(port));
      const postgres = new Postgres(folder, port, server, certificate.certificateFile, distrust);
      await postgres.#populate();
      return postgres;
    } catch (error) {
      distrust();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async #populate(): Promise<void> {
    const { username, password } = this.owner;
    try {
      for (const statement of [
        // What rds_superuser has, as far as it matters here; from PostgreSQL 16 on, granting a role needs its admin option.
        `CREATE ROLE ${username} LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`,
        `GRANT pg_monitor TO ${username} WITH ADMIN OPTION`,
        `CREATE DATABASE ${this.database} OWNER ${username}`,
      ])
        await this.run(statement, { ...superuser, database: "postgres" });
    } catch (error) {
      await this.#server.stop();
      throw error;
    }
  }

  get log(): string {
    return this.#server.printed;
  }

  /** A connection that the test holds; ended with the server at the latest. As the superuser, unless as somebody else. */
  async connect({ user, password, database = this.database }: Login = superuser): Promise<pg.Client> {
    const { host, port } = this;
    const connection = { host, port, user, password, database };
    const client = new pg.Client({ ...connection, ssl: true, connectionTimeoutMillis: 5_000 });
    client.on("error", () => undefined);
    await client.connect();
    this.#open.add(client);
    client.once("end", () => this.#open.delete(client));
    return client;
  }

  /** One statement and its rows, or several and none. */
  async run<Row extends pg.QueryResultRow>(text: string, as?: Login): Promise<Row[]> {
    const client = await this.connect(as);
    try {
      const result = await client.query<Row>(text);
      return Array.isArray(result) ? [] : result.rows;
    } finally {
      await client.end();
    }
  }

  /** A tool of PostgreSQL's, as the superuser. */
  tool(name: "pg_dump" | "pg_restore", args: readonly string[], input?: Buffer): Buffer {
    const [program, ...first] = commandOf(name);
    const where = ["-h", this.host, "-p", String(this.port), "-U", superuser.user];
    const tls = { PGSSLMODE: "verify-full", PGSSLROOTCERT: this.authority };
    return execFileSync(program, [...first, ...where, ...args], {
      env: { ...process.env, ...tls, PGPASSWORD: superuser.password },
      ...(input && { input }),
      stdio: "pipe",
      timeout: 60_000,
      maxBuffer: 2 ** 28,
    });
  }

  async stop(): Promise<void> {
    await Promise.allSettled([...this.#open].map((client) => client.end()));
    await this.#server.stop();
    this.#distrust();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function answers(port: number): Promise<boolean> {
  const client = new pg.Client({ host: "localhost", port, ...superuser, database: "postgres", ssl: true });
  client.on("error", () => undefined);
  await client.connect();
  await client.end();
  return true;
}
