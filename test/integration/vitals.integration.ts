import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readAddress } from "../../functions/shared/postgres.ts";
import type { Settings } from "../../functions/vitals/settings.ts";
import { vitals } from "../../functions/vitals/vitals.ts";
import { goliveDatabase, prefix } from "./golive-database.ts";
import { Invoked } from "./invoke.ts";
import { Moto } from "./moto.ts";
import { type Login, Postgres } from "./postgres.ts";

const settings: Settings = {
  prefix,
  namespace: `${prefix}/vitals`,
  credentials: "DATABASE_MONITOR_URL",
  maxConnections: 50,
  tables: ["bloated", "billing.invoices"],
  schemaVersion: { table: "alembic_version", column: "version_num" },
  buckets: ["files"],
};

let postgres: Postgres;
let moto: Moto;
let s3: S3Client;
let secrets: SecretsManagerClient;
let migrator: Login;
let monitor: string;

interface Printed {
  readonly text: string;
  /** The metrics without dimensions. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Those of one table. */
  table(name: string): Readonly<Record<string, number>> | undefined;
  readonly namespaces: ReadonlySet<string>;
}

/** Reads embedded metrics as CloudWatch does. */
function read(text: string): Printed {
  const metrics: Record<string, number> = {};
  const tables = new Map<string, Record<string, number>>();
  const namespaces = new Set<string>();
  for (const line of text.split("\n").filter((one) => one.includes("_aws"))) {
    const entry = JSON.parse(line);
    for (const { Namespace, Dimensions, Metrics } of entry._aws.CloudWatchMetrics) {
      namespaces.add(Namespace);
      for (const set of Dimensions) {
        const into = set.length === 0 ? metrics : (tables.get(entry[set[0]]) ?? {});
        if (set.length > 0) tables.set(entry[set[0]], into);
        for (const { Name } of Metrics) into[Name] = entry[Name];
      }
    }
  }
  return { text, metrics, table: (name) => tables.get(name), namespaces };
}

/** One run, and what it printed, also when it fails. */
async function run(change: Partial<Settings> = {}, now = new Date("2026-03-01T10:07:00Z")) {
  const lines: string[] = [];
  const keep = vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  const ended = await Promise.allSettled([
    vitals({ ...settings, ...change }, { secrets, s3, now: () => now })(),
  ]);
  keep.mockRestore();
  return { ...read(lines.join("")), ended: ended[0] };
}

/** Leaves the other tests' bloat out. */
const forget = () => postgres.run("DROP TABLE IF EXISTS bloated, large; TRUNCATE golive.heartbeat");

/** A table that autovacuum leaves alone, with as many rows. */
const fill = (rows: number) =>
  postgres.run(
    `CREATE TABLE bloated (id int, text text) WITH (autovacuum_enabled = off);
     INSERT INTO bloated SELECT n, repeat('x', 20) FROM generate_series(1, ${rows}) n;
     ANALYZE bloated`,
    migrator,
  );

const heartbeats = () =>
  postgres.run<{ counts: unknown; schema_version: string | null; sizes: object | null }>(
    "SELECT schema_version, counts, sizes FROM golive.heartbeat ORDER BY id",
  );

beforeAll(async () => {
  // One after another: what did start is stopped, also when the next one does not.
  postgres = await Postgres.start();
  moto = await Moto.start();
  s3 = new S3Client({ ...moto.client, forcePathStyle: true });
  secrets = new SecretsManagerClient(moto.client);
  await s3.send(
    new CreateBucketCommand({
      Bucket: "files",
      CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
    }),
  );
  ({ migrator, monitor } = await goliveDatabase(postgres, moto));
  await postgres.run(
    `CREATE SCHEMA billing; CREATE TABLE billing.invoices (id int); INSERT INTO billing.invoices VALUES (1);
     CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('0042')`,
    migrator,
  );
}, 90_000);

afterAll(async () => {
  await postgres?.stop();
  await moto?.stop();
});

beforeEach(forget);

describe("a database at rest", () => {
  it("has every metric, in the platform's namespace and without dimensions", async () => {
    const { metrics, namespaces, ended } = await run();

    expect(ended).toEqual({ status: "fulfilled", value: undefined });
    expect(namespaces).toEqual(new Set(["product-test/vitals"]));
    expect(metrics).toEqual({
      Connected: 1,
      ConnectionsPercent: expect.any(Number),
      LongestTransactionSeconds: 0,
      DeadTuplePercent: 0,
      VacuumAgeHours: 0,
      TableGrowthPercentPerDay: 0,
      ReplicationLagSeconds: 0,
    });
  });

  it("publishes the ten largest tables, each by its name, and leaves out its own", async () => {
    await fill(20_000);
    for (let n = 0; n < 12; n++)
      await postgres.run(`CREATE TABLE IF NOT EXISTS small_${n} (id int)`, migrator);
    const printed = await run();

    expect(printed.table("public.bloated")).toEqual({
      TableBytes: expect.any(Number),
      TableDeadTuplePercent: 0,
    });
    expect(printed.text.match(/"Table":/g)).toHaveLength(10);
    expect(printed.table("golive.heartbeat")).toBeUndefined();
  });
});

describe("a bloated table", () => {
  it("shows its dead tuples and that nobody vacuumed it, until somebody does", async () => {
    await fill(20_000);
    await postgres.run("UPDATE bloated SET text = 'y' WHERE id <= 10000", migrator);
    const before = await run();
    await postgres.run("VACUUM bloated", migrator);
    const after = await run();

    expect(before.metrics.DeadTuplePercent).toBeCloseTo(33.3, 0);
    expect(before.table("public.bloated")?.TableDeadTuplePercent).toBeCloseTo(33.3, 0);
    expect(before.metrics.VacuumAgeHours).toBeGreaterThan(0);
    expect(after.metrics).toMatchObject({ DeadTuplePercent: 0, VacuumAgeHours: 0 });
  });

  it("of a few thousand rows is nobody's concern", async () => {
    await fill(5_000);
    await postgres.run("UPDATE bloated SET text = 'y' WHERE id <= 4000", migrator);

    expect((await run()).metrics.DeadTuplePercent).toBe(0);
  });

  it("counts by its own threshold where it has one", async () => {
    await fill(20_000);
    await postgres.run("ALTER TABLE bloated SET (autovacuum_vacuum_scale_factor = 0.9)", migrator);
    await postgres.run("UPDATE bloated SET text = 'y' WHERE id <= 10000", migrator);

    expect((await run()).metrics.VacuumAgeHours).toBe(0);
  });
});

describe("an old transaction", () => {
  let old: pg.Client;

  it("shows its age, and that vacuum cleans nothing behind it", async () => {
    await fill(20_000);
    old = await postgres.connect(migrator);
    await old.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    await old.query("SELECT count(*) FROM bloated");
    await postgres.run("DELETE FROM bloated WHERE id <= 15000", migrator);
    await new Promise((waited) => setTimeout(waited, 1_100));
    await postgres.run("VACUUM bloated", migrator);
    const blocked = await run();
    await old.query("COMMIT");
    await postgres.run("VACUUM bloated", migrator);
    const free = await run();

    expect(blocked.metrics.LongestTransactionSeconds).toBeGreaterThan(1);
    expect(blocked.metrics.DeadTuplePercent).toBeCloseTo(75, 0);
    expect(free.metrics).toMatchObject({ LongestTransactionSeconds: 0, DeadTuplePercent: 0 });
  });

  it("that holds a table for itself hides sizes, and nothing else", async () => {
    await fill(10);
    const migration = await postgres.connect(migrator);
    await migration.query("BEGIN; LOCK TABLE bloated IN ACCESS EXCLUSIVE MODE");
    const printed = await run();
    await migration.query("ROLLBACK");

    expect(printed.ended.status).toBe("fulfilled");
    expect(printed.metrics.Connected).toBe(1);
    expect(printed.metrics.LongestTransactionSeconds).toBeGreaterThan(0);
    expect(printed.text).toContain("measure tables: somebody else holds the lock (55P03)");
    expect(printed.text).not.toContain('"Table":');
  }, 30_000);
});

describe("connections", () => {
  it("are a share of what the configuration allows", async () => {
    const before = await run();
    const taken = await Promise.all(Array.from({ length: 10 }, () => postgres.connect(migrator)));
    const during = await run();
    await Promise.all(taken.map((client) => client.end()));

    expect((during.metrics.ConnectionsPercent ?? 0) - (before.metrics.ConnectionsPercent ?? 0)).toBeCloseTo(
      20,
    );
  });
});

describe("growth", () => {
  const daysAgo = (days: number, sizes: object) =>
    postgres.run(
      `INSERT INTO golive.heartbeat (at, counts, sizes) VALUES (now() - interval '${days} days', '{}', '${JSON.stringify(sizes)}')`,
    );

  it("is the largest table's, a day, since the sizes of at least a day ago", async () => {
    await postgres.run(
      "CREATE TABLE large (text text); ALTER TABLE large ALTER text SET STORAGE PLAIN",
      migrator,
    );
    await postgres.run("INSERT INTO large SELECT repeat('x', 7000) FROM generate_series(1, 13500)", migrator);
    const [now] = await postgres.run<{ bytes: string }>("SELECT pg_total_relation_size('large') AS bytes");
    const bytes = Number(now?.bytes);
    await daysAgo(0.5, { "public.large": 1 });
    await daysAgo(2, { "public.large": bytes / 2 });
    await daysAgo(9, { "public.large": 1 });

    expect(bytes).toBeGreaterThan(100 * 2 ** 20);
    expect((await run()).metrics.TableGrowthPercentPerDay).toBeCloseTo(50, 1);
  });
});

describe("replication lag", () => {
  it("is what Aurora says where Aurora is", async () => {
    await postgres.run(
      `CREATE FUNCTION public.aurora_replica_status() RETURNS TABLE (replica_lag_in_msec float8)
       LANGUAGE sql AS 'VALUES (20::float8), (1500)'; GRANT USAGE ON SCHEMA public TO monitor`,
    );
    const { metrics } = await run();
    await postgres.run(
      "DROP FUNCTION public.aurora_replica_status(); REVOKE USAGE ON SCHEMA public FROM monitor",
    );

    expect(metrics.ReplicationLagSeconds).toBe(1.5);
  });
});

describe("the heartbeat", () => {
  it("is written at every run, and once an hour with versions, rows and bytes", async () => {
    await fill(123);
    await run();
    await run();
    const rows = await heartbeats();

    expect(rows).toEqual([
      {
        schema_version: "0042",
        counts: { "public.bloated": 123, "billing.invoices": 1 },
        sizes: expect.objectContaining({ "public.bloated": expect.any(Number) }),
      },
      { schema_version: null, counts: null, sizes: null },
    ]);
  });

  it("is filled again when the last one is older than an hour, and forgotten after forty days", async () => {
    await postgres.run(
      `INSERT INTO golive.heartbeat (at, counts) VALUES
         (now() - interval '61 minutes', '{}'), (now() - interval '41 days', '{}'), (now() - interval '39 days', '{}')`,
    );
    await run();

    const ages =
      "SELECT round(extract(epoch FROM now() - at) / 86400)::int AS days, counts IS NOT NULL AS filled FROM golive.heartbeat ORDER BY at";
    expect(await postgres.run(ages)).toEqual([
      { days: 39, filled: true },
      { days: 0, filled: true },
      { days: 0, filled: true },
    ]);
  });

  it("is filled at once after a migration", async () => {
    await run();
    await postgres.run("UPDATE alembic_version SET version_num = '0043'", migrator);
    await run();
    await run();
    await postgres.run("UPDATE alembic_version SET version_num = '0042'", migrator);

    expect((await heartbeats()).map((row) => row.schema_version)).toEqual(["0042", "0043", null]);
  });

  it("leaves out a table that is not there, and says so", async () => {
    const printed = await run();

    expect((await heartbeats())[0]?.counts).toEqual({ "billing.invoices": 1 });
    expect(printed.text).toContain("count bloated: there is no such table (42P01)");
    expect(printed.ended.status).toBe("fulfilled");
  });

  it("has no count for a table that cannot be counted in time", async () => {
    await fill(10);
    await postgres.run("CREATE VIEW public.slow AS SELECT pg_sleep(15)::text", migrator);
    await run({ tables: ["slow"] });
    await postgres.run("DROP VIEW public.slow", migrator);

    expect((await heartbeats())[0]?.counts).toEqual({ "public.slow": null });
  }, 40_000);

  it("reads nothing from a table that no migration tool keeps", async () => {
    await run({ schemaVersion: { table: "billing.invoices", column: "id" } });

    expect((await heartbeats())[0]?.schema_version).toBeNull();
  });
});

describe("the canary object", () => {
  const canary = async () =>
    (
      await s3.send(new GetObjectCommand({ Bucket: "files", Key: "golive/canary.json" }))
    ).Body?.transformToString();

  it("is put in the first minute of an hour, and in no other", async () => {
    await run({}, new Date("2026-03-01T10:59:59Z"));
    await expect(canary()).rejects.toThrow();
    await run({}, new Date("2026-03-01T11:00:30Z"));
    await run({}, new Date("2026-03-01T11:01:00Z"));

    expect(await canary()).toBe('{"at":"2026-03-01T11:00:30.000Z"}');
  });

  it("that cannot be put fails the run, and leaves the database's vitals", async () => {
    const printed = await run({ buckets: ["nowhere"] }, new Date("2026-03-01T12:00:00Z"));

    expect(printed.ended.status).toBe("rejected");
    expect(printed.metrics).toMatchObject({ Connected: 1, DeadTuplePercent: 0 });
  });
});

describe("as Lambda runs it", () => {
  it("trusts the authorities that its environment names, and prints no credential", async () => {
    const invoked = await Invoked.start(
      "vitals",
      { ...settings, buckets: [] },
      { ...moto.environment, NODE_EXTRA_CA_CERTS: postgres.authority },
    );
    const answer = await invoked.ask({});
    await invoked.stop();

    expect(answer).toEqual({});
    expect(read(invoked.printed).metrics).toMatchObject({ Connected: 1, DeadTuplePercent: 0 });
    expect(invoked.printed).not.toContain(readAddress(monitor).password);
  });
});

describe("a database that is not reached", () => {
  const gone = (code: string) => ({ status: "rejected", reason: expect.objectContaining({ code }) });

  it("is published as such when it refuses the password, and fails the run", async () => {
    await postgres.run("ALTER ROLE monitor_a PASSWORD 'another'");
    const { metrics, ended, text } = await run();
    const { password } = readAddress(monitor);
    await postgres.run(`ALTER ROLE monitor_a PASSWORD '${password}'`);

    expect(metrics).toEqual({ Connected: 0 });
    expect(ended).toEqual(gone("28P01"));
    expect(text).not.toContain(password);
  });

  it("is published as such when all its connections are taken", async () => {
    await postgres.run("ALTER ROLE monitor_a CONNECTION LIMIT 0");
    const { metrics, ended } = await run();
    await postgres.run("ALTER ROLE monitor_a CONNECTION LIMIT 5");

    expect(metrics).toEqual({ Connected: 0 });
    expect(ended).toEqual(gone("53300"));
  });

  it("is published as such when there are no credentials", async () => {
    const { metrics, ended } = await run({ credentials: "ELSEWHERE" });

    expect(metrics).toEqual({ Connected: 0 });
    expect(ended).toMatchObject({ reason: { message: "the monitoring role has no credentials yet" } });
  });

  it("is published as such when nobody listens", async () => {
    await postgres.stop();
    const { metrics, ended } = await run();

    expect(metrics).toEqual({ Connected: 0 });
    expect(ended).toEqual(gone("ECONNREFUSED"));
  });
});
