import { CreateDBClusterCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Copies, type Copy, copiesOf } from "../../functions/restore-check/copies.ts";
import type { Job } from "../../functions/restore-check/jobs.ts";
import { restoreCheck, type State } from "../../functions/restore-check/restore-check.ts";
import type { Settings } from "../../functions/restore-check/settings.ts";
import { readAddress, writeAddress } from "../../functions/shared/postgres.ts";
import type { StepAnswer } from "../../functions/shared/procedure.ts";
import { vitals } from "../../functions/vitals/vitals.ts";
import { goliveDatabase, prefix } from "./golive-database.ts";
import { Invoked } from "./invoke.ts";
import { Moto } from "./moto.ts";
import { type Login, Postgres } from "./postgres.ts";
import { superuser } from "./postgres-cluster.ts";

const settings: Settings = {
  prefix,
  credentials: "DATABASE_MONITOR_URL",
  database: "copy",
  engine: "postgres",
  tables: ["reports", "billing.invoices"],
  schemaVersion: { table: "alembic_version", column: "version_num" },
  targets: { rpoHours: 26, rtoHours: 4 },
  evidence: "evidence",
};
const restored = "awsbackup-restore-test-1";
const minutes = 60_000;

let postgres: Postgres;
let moto: Moto;
let s3: S3Client;
let secrets: SecretsManagerClient;
let migrator: Login;
let monitor: string;
let dump: Buffer;

/** A job that began a quarter of an hour ago. */
const job = (change: Partial<Job> = {}): Job => ({
  id: "job-1",
  status: "COMPLETED",
  type: "RDS",
  began: new Date(Date.now() - 15 * minutes),
  copy: `arn:aws:rds:eu-central-1:123456789012:db:${restored}`,
  recoveryPoint: "arn:aws:backup:eu-central-1:123456789012:recovery-point:1",
  source: "arn:aws:rds:eu-central-1:123456789012:db:product-test",
  judged: false,
  ...change,
});

const unexpected = (): never => {
  throw new Error("nobody asked for this");
};
const available = (): Copy => ({ status: "available", host: postgres.host, port: postgres.port });
const instanceOf = (copy: () => Copy | undefined): Copies => ({
  instance: async (id) => (id === restored ? copy() : unexpected()),
  cluster: unexpected,
  addInstance: unexpected,
  gone: unexpected,
});

const judged: { id: string; passed: boolean; message: string }[] = [];

/** One step, with AWS Backup played: moto has no restore jobs. */
async function step(
  given: {
    readonly job?: Partial<Job>;
    readonly copies?: Copies;
    readonly settings?: Partial<Settings>;
    readonly state?: State | null;
    readonly startedAt?: Date;
  } = {},
): Promise<StepAnswer<State>> {
  const answer = await restoreCheck(
    {
      input: { detail: { restoreJobId: "job-1", status: "COMPLETED" } },
      state: given.state ?? null,
      startedAt: (given.startedAt ?? new Date()).toISOString(),
    },
    {
      settings: { ...settings, ...given.settings },
      jobs: {
        describe: async () => job(given.job),
        judge: async (id, passed, message) => void judged.push({ id, passed, message }),
      },
      copies: given.copies ?? instanceOf(available),
      secrets,
      s3,
      now: () => new Date(),
    },
  );
  // A state machine keeps the state as JSON.
  return JSON.parse(JSON.stringify(answer));
}

/** The only evidence there is. */
async function evidence() {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "evidence" }));
  expect(Contents.map(({ Key }) => Key)).toEqual([
    `restore/${new Date().toISOString().slice(0, 10)}-job-1.json`,
  ]);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "evidence", Key: Contents[0]?.Key }));
  return JSON.parse((await Body?.transformToString()) ?? "");
}

/** Restores a dump into a database of its own, in place of the one before. */
async function restore(from: Buffer = dump, { broken = false } = {}): Promise<void> {
  await postgres.run('DROP DATABASE IF EXISTS "copy" WITH (FORCE)');
  await postgres.run('CREATE DATABASE "copy"');
  const pour = () => postgres.tool("pg_restore", ["--dbname", "copy"], from);
  if (broken) expect(pour).toThrow();
  else pour();
}

const dumped = (...args: readonly string[]): Buffer =>
  postgres.tool("pg_dump", ["--format=custom", "--compress=0", ...args, postgres.database]);

/** Changes the copy behind everybody's back. */
const change = async (statement: string): Promise<void> => {
  const client = await postgres.connect({ ...superuser, database: "copy" });
  await client.query(statement);
  await client.end();
};

const failsWith = async (reason: string | RegExp, ...given: Parameters<typeof step>) => {
  await expect(step(...given)).rejects.toThrow(reason);
  expect(judged.map(({ passed }) => passed)).toEqual([false]);
  expect((await evidence()).result).toBe("FAILED");
};

beforeAll(async () => {
  // One after another: what did start is stopped, also when the next one does not.
  postgres = await Postgres.start();
  moto = await Moto.start();
  s3 = new S3Client({ ...moto.client, forcePathStyle: true });
  secrets = new SecretsManagerClient(moto.client);
  const place = { CreateBucketConfiguration: { LocationConstraint: "eu-central-1" as const } };
  for (const Bucket of ["evidence", restored]) await s3.send(new CreateBucketCommand({ Bucket, ...place }));
  ({ migrator, monitor } = await goliveDatabase(postgres, moto));
  await postgres.run(
    `CREATE TABLE reports (id serial PRIMARY KEY, text text);
     INSERT INTO reports (text) SELECT md5(n::text) FROM generate_series(1, 20000) n;
     CREATE SCHEMA billing; CREATE TABLE billing.invoices (id int);
     INSERT INTO billing.invoices SELECT generate_series(1, 300);
     CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('0042')`,
    migrator,
  );
  const { tables, schemaVersion } = settings;
  const quiet = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await vitals(
    {
      prefix,
      namespace: "n",
      credentials: settings.credentials,
      maxConnections: 50,
      tables,
      schemaVersion,
      buckets: [],
    },
    { secrets, s3, now: () => new Date() },
  )();
  quiet.mockRestore();
  dump = dumped();
}, 90_000);

afterAll(async () => {
  await postgres?.stop();
  await moto?.stop();
});

beforeEach(async () => {
  judged.length = 0;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "evidence" }));
  for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket: "evidence", Key }));
});

describe("a good copy", () => {
  it("passes, is reported to AWS Backup, and leaves its measures as evidence", async () => {
    await restore();
    const answer = await step();
    const record = await evidence();

    expect(judged).toEqual([{ id: "job-1", passed: true, message: "all 7 checks passed" }]);
    expect(answer).toEqual({
      status: "done",
      result: {
        restoreJobId: "job-1",
        result: "SUCCESSFUL",
        evidence: expect.stringMatching(/^restore\/.*-job-1\.json$/),
      },
    });
    expect(record).toEqual({
      kind: "restore",
      stack: prefix,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      restoreJobId: "job-1",
      resource: { type: "RDS", source: job().source, copy: job().copy },
      recoveryPoint: job().recoveryPoint,
      result: "SUCCESSFUL",
      measured: { rpoHours: expect.any(Number), rtoMinutes: expect.any(Number) },
      targets: { rpoHours: 26, rtoHours: 4 },
      checks: [
        {
          name: "login of the monitoring role",
          passed: true,
          found: "accepted",
          expected: expect.any(String),
        },
        { name: "canary row", passed: true, found: expect.stringMatching(/Z$/), expected: "a heartbeat" },
        {
          name: "newest data",
          passed: true,
          found: expect.stringMatching(/h old$/),
          expected: "at most 26 h old",
        },
        { name: "schema version", passed: true, found: "0042", expected: "0042" },
        { name: "rows of public.reports", passed: true, found: 20000, expected: "at least 99 % of 20000" },
        { name: "rows of billing.invoices", passed: true, found: 300, expected: "at least 99 % of 300" },
        {
          name: "time to restore",
          passed: true,
          found: expect.stringMatching(/^1[56] min$/),
          expected: "at most 240 min",
        },
      ],
    });
    expect(record.measured.rtoMinutes).toBeGreaterThanOrEqual(15);
  });

  it("may lack a hundredth of its rows: they came and went since they were counted", async () => {
    await restore();
    await change("DELETE FROM billing.invoices WHERE id <= 3");

    expect((await step()).status).toBe("done");
  });

  it("of the day before a rotation is entered with the previous password", async () => {
    await restore();
    const { user: _, ...address } = readAddress(monitor);
    const SecretId = `${prefix}/${settings.credentials}`;
    const next = writeAddress({ ...address, user: "monitor_b", password: "not-yet-in-the-copy" });
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: next }));
    const answer = await step();
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: monitor }));

    expect(answer.status).toBe("done");
  });

  it("is told by its bytes where a table was too large to be counted", async () => {
    await postgres.run("UPDATE golive.heartbeat SET counts = jsonb_set(counts, '{public.reports}', 'null')");
    await restore(dumped());
    await step();
    const [check] = (await evidence()).checks.filter(({ name }: { name: string }) =>
      name.includes("reports"),
    );
    await postgres.run("UPDATE golive.heartbeat SET counts = jsonb_set(counts, '{public.reports}', '20000')");

    expect(check).toEqual({
      name: "bytes of public.reports",
      passed: true,
      found: expect.any(Number),
      expected: expect.stringMatching(/^at least 99 % of \d+$/),
    });
  });

  it("that was judged already is not judged again", async () => {
    expect(await step({ job: { judged: true }, copies: instanceOf(unexpected) })).toEqual({
      status: "done",
      result: { restoreJobId: "job-1", result: "judged already" },
    });
    expect(judged).toEqual([]);
  });
});

describe("a copy that is no good fails with its reason", () => {
  it("a stale dump", async () => {
    await postgres.run("UPDATE golive.heartbeat SET at = at - interval '30 hours'");
    await restore(dumped());
    await postgres.run("UPDATE golive.heartbeat SET at = at + interval '30 hours'");

    await failsWith(/is no good: newest data: (29\.[789]|30) h old found, at most 26 h old expected$/);
    expect((await evidence()).measured.rpoHours).toBeCloseTo(29.8, 0);
  });

  it("a dump that was cut off in the middle of a table", async () => {
    await restore(dump.subarray(0, Math.floor(dump.length * 0.7)), { broken: true });
    // Rights come last in a dump, and are missing as well.
    await change(
      "GRANT SELECT ON ALL TABLES IN SCHEMA public, billing TO reader; GRANT USAGE ON SCHEMA public, billing TO reader",
    );

    await failsWith("rows of public.reports: 0 found, at least 99 % of 20000 expected");
  });

  it("more than a hundredth of a table's rows missing", async () => {
    await restore();
    await change("DELETE FROM billing.invoices WHERE id <= 4");

    await failsWith(/is no good: rows of billing\.invoices: 296 found, at least 99 % of 300 expected$/);
  });

  it("a table missing", async () => {
    await restore(dumped("--exclude-table=billing.invoices"));

    await failsWith(
      /is no good: rows of billing\.invoices: there is no such table \(42P01\) found, at least 99 % of 300 expected$/,
    );
  });

  it("a table whose rows nobody ever counted", async () => {
    await restore();

    await failsWith(
      /is no good: rows of public\.alembic_version: 1 found, the recorded number, and none is recorded expected$/,
      { settings: { tables: ["alembic_version"] } },
    );
  });

  it("rights missing, so that nobody can tell", async () => {
    await restore();
    await change("REVOKE SELECT ON public.reports FROM reader");

    await failsWith(/is no good: rows of public\.reports: the role may not do this \(42501\) found/);
  });

  it("a heartbeat table without a heartbeat", async () => {
    await restore(dumped("--exclude-table-data=golive.heartbeat"));

    await failsWith(
      "canary row: nothing found, a heartbeat expected; newest data: nothing found, at most 26 h old expected",
    );
  });

  it("no heartbeat at all", async () => {
    await restore(dumped("--exclude-schema=golive"));

    await failsWith("canary row: there is no such table (42P01) found, a heartbeat expected");
    expect((await evidence()).measured.rpoHours).toBeNull();
  });

  it("another schema version than was recorded", async () => {
    await restore();
    await change("UPDATE alembic_version SET version_num = '0041'");

    await failsWith(/is no good: schema version: 0041 found, 0042 expected$/);
  });

  it("no schema version", async () => {
    await restore();
    await change("DELETE FROM alembic_version");

    await failsWith(/is no good: schema version: nothing found, 0042 expected$/);
  });

  it("neither the current nor the previous password", async () => {
    await restore();
    await postgres.run("ALTER ROLE monitor_a PASSWORD 'another'");
    await failsWith(/is no good: login of the monitoring role: refused found/);
    await postgres.run(`ALTER ROLE monitor_a PASSWORD '${readAddress(monitor).password}'`);
  });

  it("a server without the database", async () => {
    await failsWith(
      /reach the copy: connect as monitor_a to localhost: there is no such database \(3D000\) found/,
      {
        settings: { database: "elsewhere" },
      },
    );
  });

  it("a restore that took longer than it may", async () => {
    await restore();

    await failsWith(/is no good: time to restore: 300 min found, at most 240 min expected$/, {
      job: { began: new Date(Date.now() - 300 * minutes + 1000) },
    });
  });

  it("a copy that AWS could not make", async () => {
    await failsWith("reach the copy: incompatible-restore found, a server that answers expected", {
      copies: instanceOf(() => ({ ...available(), status: "incompatible-restore" })),
    });
  });
});

describe("a copy that is not there yet", () => {
  it("is asked for again until it is available", async () => {
    const copies = instanceOf(() => ({ ...available(), status: "modifying" }));

    expect(await step({ copies })).toEqual({
      status: "again",
      after: 30,
      state: { instance: null, outcome: null },
    });
    expect(judged).toEqual([]);
  });

  it("is asked for again while nobody listens, and fails when the time for restores is over", async () => {
    const copies = instanceOf(() => ({ ...available(), port: 1 }));

    expect((await step({ copies })).status).toBe("again");
    const late = { began: new Date(Date.now() - 241 * minutes) };
    await failsWith("connect as monitor_a to localhost: nobody listens there (ECONNREFUSED) found", {
      copies,
      job: late,
    });
  });
});

describe("a copy that does not come while AWS Backup keeps it", () => {
  const copies = (): Copies => instanceOf(() => ({ ...available(), status: "creating" }));
  const long = { settings: { targets: { rpoHours: 26, rtoHours: 48 } } };
  const ago = (count: number) => new Date(Date.now() - count * minutes);

  it("is waited for, two hours at most, whatever the target", async () => {
    expect((await step({ copies: copies(), ...long, startedAt: ago(119) })).status).toBe("again");
    await failsWith(/is no good: reach the copy: creating found, a server that answers expected$/, {
      copies: copies(),
      ...long,
      startedAt: ago(121),
    });
  });
});

describe("a restored Aurora cluster", () => {
  const aurora = {
    type: "Aurora",
    copy: `arn:aws:rds:eu-central-1:123456789012:cluster:${restored}`,
  } as const;

  it("gets an instance, which is gone before the verdict", async () => {
    await restore();
    const instances = new Map<string, string>();
    const done: string[] = [];
    const copies: Copies = {
      cluster: async () => available(),
      instance: async (id) => {
        const status = instances.get(id);
        return status === undefined ? undefined : { ...available(), status };
      },
      addInstance: async (cluster) => {
        done.push(`add to ${cluster}`);
        instances.set("extra", "creating");
        return "extra";
      },
      gone: async (id) => {
        done.push(`delete ${id}`);
        const gone = !instances.has(id);
        instances.delete(id);
        return gone;
      },
    };
    const given = { job: aurora, copies };
    const states: State[] = [];
    const next = async () => {
      const answer = await step({ ...given, state: states.at(-1) ?? null });
      if (answer.status === "again") states.push(answer.state);
      return answer.status;
    };

    expect([await next(), await next()]).toEqual(["again", "again"]);
    instances.set("extra", "available");
    expect(await next()).toBe("again");
    expect(states.at(-1)?.outcome?.checks.every(({ passed }) => passed)).toBe(true);
    expect(judged).toEqual([]);
    expect(await next()).toBe("done");
    expect(judged).toEqual([{ id: "job-1", passed: true, message: "all 7 checks passed" }]);
    expect(done).toEqual([`add to ${restored}`, "delete extra", "delete extra"]);
  });

  it("has its instance made and deleted by RDS's own interface, however often it is asked", async () => {
    const rds = new RDSClient(moto.client);
    await rds.send(
      new CreateDBClusterCommand({
        DBClusterIdentifier: restored,
        Engine: "aurora-postgresql",
        MasterUsername: "owner",
        MasterUserPassword: "the-owner-of-the-test",
      }),
    );
    const copies = copiesOf(rds);

    expect(await copies.cluster(restored)).toMatchObject({ status: "available" });
    expect(await copies.cluster("elsewhere")).toBeUndefined();
    const instance = await copies.addInstance(restored);
    expect(await copies.addInstance(restored)).toBe(`${restored}-check`);
    expect(await copies.instance(instance)).toMatchObject({ status: "available" });
    expect(await copies.gone(instance)).toBe(false);
    expect(await copies.gone(instance)).toBe(true);
    expect(await copies.instance(instance)).toBeUndefined();
  });
});

describe("a restored bucket", () => {
  const bucket = { type: "S3", copy: `arn:aws:s3:::${restored}` } as const;
  const put = (body: string) =>
    s3.send(new PutObjectCommand({ Bucket: restored, Key: "golive/canary.json", Body: body }));
  const hoursAgo = (hours: number) =>
    JSON.stringify({ at: new Date(Date.now() - hours * 60 * minutes).toISOString() });

  it("passes with a canary that is young enough", async () => {
    await put(hoursAgo(20));
    await step({ job: bucket });

    expect(
      (await evidence()).checks.map(({ name, passed }: { name: string; passed: boolean }) => [name, passed]),
    ).toEqual([
      ["objects", true],
      ["canary object", true],
      ["newest data", true],
      ["time to restore", true],
    ]);
  });

  it("fails with an old canary", async () => {
    await put(hoursAgo(40));

    await failsWith(/is no good: newest data: 39\.8 h old found, at most 26 h old expected$/, {
      job: bucket,
    });
  });

  it.each(["{", "{}", '{"at":"yesterday"}'])("fails with a canary that says %s", async (text) => {
    await put(text);

    await failsWith("canary object: nothing found, golive/canary.json with its time expected", {
      job: bucket,
    });
  });

  it("fails without any object", async () => {
    await s3.send(new DeleteObjectCommand({ Bucket: restored, Key: "golive/canary.json" }));

    await failsWith("objects: 0 found, at least one expected; canary object: nothing found", { job: bucket });
  });
});

describe("what is not judged at all", () => {
  it("an event without a job, as Lambda runs it", async () => {
    const invoked = await Invoked.start("restore-check", settings, moto.environment);
    const answer = await invoked.ask({ input: { detail: {} }, state: null, startedAt: "" });
    await invoked.stop();

    expect(answer).toEqual({ error: "the event names no restore job" });
  });

  it("a job that is not completed", async () => {
    await expect(step({ job: { status: "FAILED" } })).rejects.toThrow(
      "restore job job-1 is FAILED, not COMPLETED",
    );
    expect(judged).toEqual([]);
  });
});
