import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { configOf, type Stack } from "../config/config-of.ts";
import { Postgres } from "./postgres.ts";
import { Pages } from "./product-pages.ts";
import { type Fault, Processes } from "./product-processes.ts";
import { apiFolder, productPython } from "./product-python.ts";
import { Redis } from "./redis.ts";
import { freePort, Server } from "./server.ts";

export interface ProductOptions {
  /** As which stack of examples/product it presents itself. */
  readonly stack?: Stack;
  readonly faults?: readonly Fault[];
  /** Further origins whose pages may ask. */
  readonly origins?: readonly string[];
  /** Instead of, or beside, what it is given otherwise. */
  readonly env?: Readonly<Record<string, string>>;
  /** False where a test needs none: they take a while to build the first time. */
  readonly pages?: boolean;
}

type Tokens = Readonly<Record<"SMOKE_TOKEN" | "TENANT_PROBE_TOKEN", string>>;

interface Parts {
  readonly processes: Processes;
  readonly tokens: Tokens;
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly pages: string;
}

const user = { name: "app", password: "the-product-of-this-test" };
const key = (letter: string) => letter.repeat(64);

/** The sample product on this machine, with everything that it needs, and nothing of it pretended. */
export class Product {
  /** Origins, without a slash at the end. */
  readonly api: string;
  readonly pages: string;
  /** Where the API's numbers are, for Prometheus. */
  readonly metrics: string;
  /** A file: one JSON line for each request and job. */
  readonly logs: string;
  /** In which its tasks run. */
  readonly cwd = apiFolder;
  /** Everything that it stored as a file, below. */
  readonly reports: string;
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly #folder: string;
  readonly #processes: Processes;
  readonly #tokens: Tokens;
  readonly #stops: (() => unknown)[];

  private constructor(folder: string, parts: Parts, stops: (() => unknown)[]) {
    this.#folder = folder;
    this.logs = parts.processes.log;
    this.reports = join(folder, "reports");
    this.#processes = parts.processes;
    this.#tokens = parts.tokens;
    this.api = parts.processes.api;
    this.metrics = parts.processes.metrics;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.pages = parts.pages;
    this.#stops = stops;
  }

  static async start({
    stack = "staging",
    faults = [],
    origins = [],
    env: more = {},
    pages = true,
  }: ProductOptions = {}) {
    const folder = mkdtempSync(join(tmpdir(), "golive-product-run-"));
    const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
    const begun = <T extends { stop(): unknown }>(one: T): T => {
      stops.push(() => one.stop());
      return one;
    };
    // Whatever fails first, what is still on its way is waited for, so that nothing of it stays.
    const beginning: Promise<unknown>[] = [];
    const begin = <T extends { stop(): unknown }>(start: Promise<T>): Promise<T> => {
      const started = start.then(begun);
      beginning.push(started);
      return started;
    };
    try {
      const config = configOf(stack, "examples/product");
      const python = productPython();
      const [postgres, redis] = await Promise.all([begin(Postgres.start()), begin(Redis.start())]);
      await redis.accept(user.name, [user.password]);
      const [port, metricsPort, smtpPort] = [await freePort(), await freePort(), await freePort()];
      const site = pages ? begun(await Pages.start(config, `http://127.0.0.1:${port}`)) : undefined;
      for (const name of ["reports", "mail"]) mkdirSync(join(folder, name));
      const { username, password } = postgres.owner;
      const sound: Readonly<Record<string, string>> = {
        PATH: [dirname(python), process.env.PATH].join(delimiter),
        LANG: "C.UTF-8",
        PYTHONDONTWRITEBYTECODE: "1",
        PYTHONUNBUFFERED: "1",
        ENVIRONMENT: stack,
        LOCAL_REHEARSAL: "1",
        DATABASE_URL: `postgresql://${username}:${password}@${postgres.host}:${postgres.port}/${postgres.database}?sslmode=verify-full&sslrootcert=${encodeURIComponent(postgres.authority)}`,
        REDIS_URL: `rediss://${user.name}:${user.password}@localhost:${redis.port}/0?ssl_ca_certs=${encodeURIComponent(redis.certificate.certificateFile)}`,
        JWT_SECRET: key("A"),
        JWT_SECRET_PREVIOUS: key("B"),
        JWT_SECRET_NEXT: key("C"),
        CORS_ORIGINS: [...config.cors.origins, ...origins, ...(site ? [site.url] : [])].join(","),
        RATE_LIMIT_PER_MINUTE: String(config.firewall.perMinute.address),
        BUCKET_REPORTS: join(folder, "reports"),
        EMAIL_FROM: config.email?.from ?? "",
        SMTP_HOST: "127.0.0.1",
        SMTP_PORT: String(smtpPort),
        HOST: "127.0.0.1",
        PORT: String(port),
        METRICS_PORT: String(metricsPort),
        ADMIN_EMAIL: "admin@rolodex.example",
        ADMIN_PASSWORD: "the-administrator-of-this-test",
        SMOKE_PASSWORD: "who-tries-the-product-in-this-test",
        ...more,
      };
      const box = ["aiosmtpd.handlers.Mailbox", join(folder, "mail", "box")];
      const mailer = [python, "-m", "aiosmtpd", "-n", "-l", `127.0.0.1:${smtpPort}`, "-c", ...box] as const;
      const around = { cwd: apiFolder, env: sound, log: join(folder, "mail.log") };
      const [tokens, processes] = await Promise.all([
        furnished(python, sound),
        begin(Processes.start(python, sound, join(folder, "product.log"), faults)),
        begin(Server.start(mailer, () => open(smtpPort), 120_000, around)),
      ]);
      return new Product(folder, { processes, tokens, postgres, redis, pages: site?.url ?? "" }, stops);
    } catch (error) {
      await Promise.allSettled(beginning);
      await ended(stops);
      throw error;
    }
  }

  /** The same with what it is that it does wrong from now on: asked by nobody yet, and with no job in hand. */
  async again(...faults: readonly Fault[]): Promise<void> {
    await this.#processes.stop();
    await this.redis.forget();
    await this.#processes.begin(faults);
  }

  /** What its processes get, values of secrets and the tokens of trials among it; enough to run one of its tasks. */
  get env(): Readonly<Record<string, string>> {
    return { ...this.#processes.env, ...this.#tokens };
  }

  /** Runs one of its modules as a task does; rejects with what it printed where it does not end with 0. */
  task(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    return output(productPython(), ["-m", ...args], { ...this.env, ...env });
  }

  /** The lines of its log, parsed. */
  get lines(): readonly Readonly<Record<string, unknown>>[] {
    return readFileSync(this.logs, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
  }

  /** Messages that it sent, whole. */
  get mails(): readonly string[] {
    const box = join(this.#folder, "mail", "box", "new");
    return readdirSync(box).map((name) => readFileSync(join(box, name), "utf8"));
  }

  async stop(): Promise<void> {
    await ended(this.#stops);
  }
}

/** Its tables, its users and the tokens of trials, made without any fault. */
async function furnished(python: string, env: NodeJS.ProcessEnv): Promise<Tokens> {
  const printed = await output(python, [join(import.meta.dirname, "furnish.py")], {
    ...env,
    PYTHONPATH: apiFolder,
  });
  const [SMOKE_TOKEN = "", TENANT_PROBE_TOKEN = ""] = printed.split("\n").slice(-2);
  return { SMOKE_TOKEN, TENANT_PROBE_TOKEN };
}

/** The last that was begun first. */
async function ended(stops: (() => unknown)[]): Promise<void> {
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
}

async function output(python: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)(python, args, { cwd: apiFolder, env, timeout: 60_000 });
  return stdout.trim();
}

/** Somebody takes connections there. */
const open = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once("connect", () => socket.end());
  });
