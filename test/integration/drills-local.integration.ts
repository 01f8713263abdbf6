import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Config } from "../../config/schema.ts";
import { bootstrapAdmin } from "../../ops/bootstrap-admin.ts";
import { LocalDatabase } from "../../ops/local/postgres.ts";
import { migrate } from "../../ops/migrate.ts";
import { restoreDrill } from "../../ops/restore-drill.ts";
import { World } from "../drills/world.ts";
import { Postgres } from "./postgres.ts";
import { commandOf } from "./tools.ts";

// Real: PostgreSQL, its tools, the processes. The product's tasks are small scripts of the test's own.
let postgres: Postgres;
let world: World;
let here: { readonly cwd: string };

beforeAll(async () => {
  postgres = await Postgres.start();
});
afterAll(() => postgres?.stop());

const [pgDump = ""] = commandOf("pg_dump");
const address = () => {
  const { username, password } = postgres.owner;
  const tls = `sslmode=verify-full&sslrootcert=${postgres.authority}`;
  return `postgresql+asyncpg://${username}:${password}@${postgres.host}:${postgres.port}/${postgres.database}?${tls}`;
};
const task = (command: readonly string[]) => ({
  service: "api",
  command: [...command],
  connects: "direct" as const,
  timeoutMinutes: 1,
});
const tasks = (config: Config): Config => ({
  ...config,
  tasks: {
    migrate: task(["sh", "migrate.sh"]),
    verify: task(["sh", "verify.sh"]),
    "bootstrap-admin": task(["sh", "admin.sh"]),
  },
  backups: {
    ...config.backups,
    restoreTest: {
      every: "week",
      tables: ["companies"],
      schemaVersion: { table: "schema_migrations", column: "version" },
    },
  },
});
const script = (name: string, text: string) => writeFileSync(join(here.cwd, name), text);
const sql = (text: string): string =>
  `psql "$(echo "$DATABASE_URL" | sed 's/+asyncpg//')" -v ON_ERROR_STOP=1 -qc "${text}"`;

beforeEach(async () => {
  vi.stubEnv("DATABASE_URL", address());
  vi.stubEnv("PATH", `${join(pgDump, "..")}:${process.env.PATH}`);
  world = new World({ config: tasks });
  here = { cwd: world.folder.path };
  vi.stubEnv("TMPDIR", here.cwd); // where backups go
  const owner = { user: postgres.owner.username, password: postgres.owner.password };
  await postgres.run(
    `CREATE TABLE companies (id int); INSERT INTO companies SELECT generate_series(1, 7);
     CREATE TABLE schema_migrations (version text); INSERT INTO schema_migrations VALUES ('0042');
     CREATE TABLE admins (name text PRIMARY KEY)`,
    owner,
  );
  script(
    "migrate.sh",
    `echo adding a column\n${sql("ALTER TABLE companies ADD COLUMN IF NOT EXISTS name text")}`,
  );
  script("verify.sh", "echo looking");
  script("admin.sh", sql("INSERT INTO admins VALUES ('ada') ON CONFLICT DO NOTHING"));
});
afterEach(async () => {
  world[Symbol.dispose]();
  vi.unstubAllEnvs();
  await postgres.run("DROP TABLE companies, schema_migrations, admins");
});

describe("ops migrate, rehearsed", () => {
  it("backs up, migrates and verifies, in that order", async () => {
    const record = await world.act(migrate(world.target, here));

    expect([record.result, record.says, record.failures]).toEqual([
      "passed",
      "migrated to schema 0042 after a backup, and verified",
      [],
    ]);
    const said = world.said.filter((line) => !line.startsWith("  | NOTICE"));
    expect(said).toEqual([
      expect.stringMatching(/^ {2}✔ \S+\.dump, after /),
      "migrate:",
      "  | adding a column",
      expect.stringMatching(/^ {2}✔ it ended with exit code 0, after /),
      "verify:",
      "  | looking",
      expect.stringMatching(/^ {2}✔ it ended with exit code 0, after /),
    ]);
    expect(JSON.stringify([record, world.said])).not.toContain(postgres.owner.password);
  });

  it("verifies nothing where the migration fails, and names the rows that this speaks against", async () => {
    script("migrate.sh", "echo no such table; exit 3");
    const record = await world.act(migrate(world.target, here));

    expect([record.result, record.failures]).toEqual([
      "failed",
      [{ what: "migrate: it ended with exit code 3", requirements: ["C13", "P07"] }],
    ]);
    expect(world.said).not.toContain("verify:");
  });

  it("is not proven where what is there is not what should be", async () => {
    script("verify.sh", "exit 1");
    const { failures } = await world.act(migrate(world.target, here));
    expect(failures).toEqual([
      { what: "verify: it ended with exit code 1", requirements: ["C14", "W04", "P07"] },
    ]);
  });

  it("migrates nothing where there is no backup", async () => {
    vi.stubEnv("DATABASE_URL", address().replace("/product?", "/gone?"));
    const drill = migrate(world.target, here);
    await expect(world.act(drill)).rejects.toThrow(
      /pg_dump of localhost:\d+\/gone: it ended with exit code 1/,
    );
    expect((await world.records()).map(({ result }) => result)).toEqual(["failed"]);
    expect(world.said).not.toContain("migrate:");
  });

  it("stops the task with what it has started, as soon as somebody says so, and that is written down", async () => {
    script("migrate.sh", "echo begun; sleep 60 & wait");
    const stop = new AbortController();
    const running = world.act(migrate(world.target, here), {}, stop.signal);
    await expect.poll(() => world.said, { timeout: 20_000 }).toContain("  | begun");
    stop.abort();
    await expect(running).rejects.toThrow("interrupted");
    expect((await world.records()).map(({ result, says }) => [result, says])).toEqual([
      ["failed", "broke off: interrupted"],
    ]);
  });

  it("says what a file or an environment lacks, and tries nothing", async () => {
    vi.stubEnv("DATABASE_URL", "sqlite:///x.db");
    expect(() => migrate(world.target, here)).toThrow(/no address of a database in DATABASE_URL/);
    const bare = new World({ config: (config) => ({ ...config, tasks: {} }) });
    expect(() => migrate(bare.target, here)).toThrow(/no task "migrate"/);
    expect(() => bootstrapAdmin(bare.target, here)).toThrow(/no task "bootstrap-admin"/);
    bare[Symbol.dispose]();
  });
});

describe("ops bootstrap-admin, rehearsed", () => {
  it("runs twice, and the second time changes nothing", async () => {
    const record = await world.act(bootstrapAdmin(world.target, here));

    expect([record.result, record.says]).toEqual([
      "passed",
      "bootstrap-admin ended well twice, and the second time changed nothing",
    ]);
    expect(world.said.filter((line) => line.endsWith(":"))).toEqual([
      "bootstrap-admin:",
      "verify:",
      "bootstrap-admin:",
      "verify:",
    ]);
  });

  it("is not deterministic where the second time makes another", async () => {
    script("admin.sh", sql("INSERT INTO admins SELECT 'admin-' || count(*) FROM admins"));
    const { failures } = await world.act(bootstrapAdmin(world.target, here));
    expect(failures).toEqual([
      { what: "the second time changed rows of public.admins", requirements: ["W02"] },
    ]);
  });

  it("is not where the second time fails", async () => {
    script("admin.sh", sql("INSERT INTO admins VALUES ('ada')"));
    const { result, failures } = await world.act(bootstrapAdmin(world.target, here));
    expect([result, failures.map(({ what }) => what)]).toEqual([
      "failed",
      [expect.stringMatching(/^the second time bootstrap-admin: it ended with exit code \d/)],
    ]);
  });
});

describe("ops restore-drill, rehearsed", () => {
  const drill = () => restoreDrill(world.target, { here: true, scheduled: false, waitMinutes: 1 });
  const databases = async () =>
    (await postgres.run<{ datname: string }>("SELECT datname FROM pg_database")).map(
      ({ datname }) => datname,
    );

  it("restores beside the database, counts, compares, times and drops the copy", async () => {
    const record = await world.act(drill());

    expect([record.result, record.failures]).toEqual(["passed", []]);
    expect(record.measurements).toMatchObject({
      "rows of companies": "7",
      "schema version": "0042",
      rtoMinutes: expect.any(Number),
    });
    expect((await databases()).filter((name) => name.includes("restore_drill"))).toEqual([]);
  });

  it("is not proven where nothing is counted", async () => {
    const { backups } = world.target.config;
    const restoreTest = { ...backups.restoreTest, tables: [], schemaVersion: null };
    const target = {
      ...world.target,
      config: { ...world.target.config, backups: { ...backups, restoreTest } },
    };
    const work = await world.work();
    const tried = restoreDrill(target, { here: true, scheduled: false, waitMinutes: 1 });
    const { failures = [] } = await tried.act({ ...work, trial: { ...work.trial, target } });
    expect(failures.map(({ what, requirements }) => [what, requirements])).toEqual([
      ["backups.restoreTest names no table: nothing was counted", ["K04", "K21", "C21"]],
    ]);
  });

  it("breaks off where a table is not there, and leaves no copy", async () => {
    await postgres.run("ALTER TABLE companies RENAME TO firms");
    await expect(world.act(drill())).rejects.toThrow(/does not answer: relation "companies" does not exist/);
    await postgres.run("ALTER TABLE firms RENAME TO companies");
    expect((await databases()).filter((name) => name.includes("restore_drill"))).toEqual([]);
  });

  it("says nothing of what lets in", () => {
    expect(LocalDatabase.of(world.target).at).toBe(`localhost:${postgres.port}/product`);
  });
});
