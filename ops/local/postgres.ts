import pg from "pg";
import { platformKey } from "../../config/stack-file.ts";
import { AwsFailed, WrongInput } from "../errors.ts";
import type { Target } from "../target.ts";
import { runLocally } from "./process.ts";

/** A database that a rehearsal has instead of the stack's own. */
export class LocalDatabase {
  readonly #url: URL;
  readonly name: string;

  constructor(url: URL) {
    this.#url = url;
    this.name = url.pathname.slice(1);
  }

  /** Where the variable that services connect by leads to. @throws WrongInput where there is none */
  static of(target: Target, env: NodeJS.ProcessEnv = process.env): LocalDatabase {
    const variable = Object.entries(target.config.secrets).find(
      ([, source]) => source.from === "database-url" && source.access === "application",
    )?.[0];
    const text = (variable === undefined ? "" : (env[variable] ?? "")).trim();
    const url = URL.parse(text.replace(/^postgres(ql)?(\+\w+)?:/, "postgresql:"));
    if (url?.protocol === "postgresql:" && url.pathname.length > 1) return new LocalDatabase(url);
    throw new WrongInput([
      target.mistake(["config", platformKey, "secrets"], {
        found: `no address of a database in ${variable ?? "any variable"} of the environment; its value is not shown`,
        allowed:
          "postgresql://… in the variable of the secret `from: database-url`, as a rehearsal has no other",
      }),
    ]);
  }

  /** For people: nothing in it lets in. */
  get at(): string {
    return `${this.#url.hostname}:${this.#url.port || 5432}/${this.name}`;
  }

  /** Another one on the same server. */
  beside(name: string): LocalDatabase {
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    return new LocalDatabase(url);
  }

  /** @throws AwsFailed where it cannot be asked */
  async rows<Row extends pg.QueryResultRow>(query: string): Promise<readonly Row[]> {
    const client = new pg.Client({
      connectionString: this.#url.href,
      connectionTimeoutMillis: 10_000,
      statement_timeout: 120_000,
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return (await client.query<Row>(query)).rows;
    } catch (error) {
      throw new AwsFailed(
        `the database ${this.at} does not answer: ${error instanceof Error ? error.message : ""}`,
      );
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Runs a tool of PostgreSQL's with it; the password stays out of what others see of a process. */
  async tool(
    name: "pg_dump" | "pg_restore",
    args: readonly string[],
    { signal, line }: { readonly signal: AbortSignal; line(text: string): void },
  ): Promise<void> {
    const { hostname, port, username, password, searchParams } = this.#url;
    const env = {
      ...process.env,
      PGHOST: hostname,
      PGPORT: port || "5432",
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: this.name,
      ...(searchParams.has("sslmode") && { PGSSLMODE: searchParams.get("sslmode") ?? "" }),
      ...(searchParams.has("sslrootcert") && { PGSSLROOTCERT: searchParams.get("sslrootcert") ?? "" }),
    };
    const ended = await runLocally([name, ...args], { cwd: ".", env, signal, timeoutMinutes: 60, line });
    if (ended.code !== 0) throw new AwsFailed(`${name} of ${this.at}: ${ended.says}`);
  }
}
