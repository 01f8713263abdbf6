import { CreateDBInstanceCommand, ModifyDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { databaseCredentials } from "../../functions/database-credentials/credentials.ts";
import type { Settings } from "../../functions/database-credentials/settings.ts";
import { readAddress } from "../../functions/shared/postgres.ts";
import { held } from "../../functions/shared/secrets.ts";
import { Invoked } from "./invoke.ts";
import { keepOwner, managed } from "./managed-owner.ts";
import { Moto } from "./moto.ts";
import { type Login, Postgres } from "./postgres.ts";
import { question, reserve, settle, steps } from "./rotate.ts";

const prefix = "product-test";
const names = {
  app: "DATABASE_URL",
  reader: "ANALYTICS_DATABASE_URL",
  migrator: "DATABASE_MIGRATION_URL",
  monitor: "DATABASE_MONITOR_URL",
} as const;
type Role = keyof typeof names;
const roles = ["app", "reader", "migrator", "monitor"] as const;

let postgres: Postgres;
let moto: Moto;
let secrets: SecretsManagerClient;
let rds: RDSClient;
let settings: Settings;
let ownerSecret: string;
const current = new Map<Role, string>();
const ever = new Set<string>();

/** A whole rotation, as the driver goes through it, each step twice: AWS may repeat any. */
async function rotate(role: Role): Promise<Login> {
  const kind = databaseCredentials(settings, { secrets, rds }, { forSeconds: 0, everySeconds: 1 });
  const turn = { name: names[role], current: current.get(role) ?? null };
  const pending = await kind.create(turn);
  ever.add(readAddress(pending).password);
  for (const step of [kind.set, kind.set, kind.test, kind.test]) await step(turn, pending);
  current.set(role, pending);
  return readAddress(pending);
}

/** What RDS Proxy reads, of the two logins. */
const proxied = () =>
  Promise.all(
    (settings.logins[names.app]?.proxied ?? []).map(async (secret): Promise<Proxied> => {
      const read: Proxied = JSON.parse((await held(secrets, secret))?.value ?? "");
      ever.add(read.password);
      return read;
    }),
  );
interface Proxied {
  readonly username: string;
  readonly password: string;
}
const loginIn = (read: Proxied | undefined): Login => ({
  user: read?.username ?? "",
  password: read?.password ?? "",
});

const loginOf = (role: Role): Login => readAddress(current.get(role) ?? "");
const refused = (code: string) => expect.objectContaining({ code });

beforeAll(async () => {
  // One after another: what did start is stopped, also when the next one does not.
  postgres = await Postgres.start();
  moto = await Moto.start();
  secrets = new SecretsManagerClient(moto.client);
  rds = new RDSClient(moto.client);
  const made = async (name: string) => {
    const created = await secrets.send(new CreateSecretCommand({ Name: name }));
    return created.ARN ?? "";
  };
  const owner = { engine: "postgres", identifier: `${prefix}-database` } as const;
  ownerSecret = await managed(moto, owner, postgres.owner);
  const login = (role: Role, more: Partial<Settings["logins"][string]> = {}) => ({
    role,
    host: postgres.host,
    port: postgres.port,
    authority: "system",
    proxied: null,
    ...more,
  });
  settings = {
    prefix,
    server: { host: postgres.host, port: postgres.port, database: postgres.database },
    owner,
    logins: {
      [names.app]: login("app", {
        proxied: [await made(`${prefix}/DATABASE_APP_A`), await made(`${prefix}/DATABASE_APP_B`)],
      }),
      [names.reader]: login("reader"),
      [names.migrator]: login("migrator", { authority: "/etc/ssl/certs/rds-global-bundle.pem" }),
      [names.monitor]: login("monitor", { authority: null }),
    },
  };
}, 90_000);

afterAll(async () => {
  await postgres?.stop();
  await moto?.stop();
});

describe("the first rotation", () => {
  it("makes each role's first login, all four at the same time", async () => {
    const made = await Promise.all(roles.map(rotate));

    expect(made.map(({ user }) => user)).toEqual(["app_a", "reader_a", "migrator_a", "monitor_a"]);
    expect(
      await postgres.run("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_|^rds' ORDER BY 1"),
    ).toEqual(
      [
        "app",
        "app_a",
        "app_b",
        "counter",
        "migrator",
        "migrator_a",
        "monitor",
        "monitor_a",
        "owner",
        "reader",
        "reader_a",
      ].map((rolname) => ({ rolname })),
    );
  });

  it("hands out addresses that verify the server, with the authority of each login's readers", () => {
    const shape = (role: Role) => current.get(role)?.replace(/:[A-Za-z0-9]{48}@/, ":…@");
    const at = `localhost:${postgres.port}/product?sslmode=verify-full`;
    expect(roles.map(shape)).toEqual([
      `postgresql://app_a:…@${at}&sslrootcert=system`,
      `postgresql://reader_a:…@${at}&sslrootcert=system`,
      `postgresql://migrator_a:…@${at}&sslrootcert=%2Fetc%2Fssl%2Fcerts%2Frds-global-bundle.pem`,
      `postgresql://monitor_a:…@${at}`,
    ]);
  });

  it("tells RDS Proxy both of the application's logins, each with its own password", async () => {
    const [a, b] = await proxied();
    const { user: username, password } = loginOf("app");

    expect(a).toEqual({ username, password });
    expect(b).toEqual({ username: "app_b", password: expect.stringMatching(/^[A-Za-z0-9]{48}$/) });
    expect(b?.password).not.toBe(password);
    expect(await postgres.run("SELECT current_user AS role", loginIn(b))).toEqual([{ role: "app" }]);
  });
});

describe("what each role may", () => {
  const attempt = (role: Role, statement: string) => postgres.run(statement, loginOf(role));
  const denied = (role: Role, statement: string) =>
    expect(attempt(role, statement), `${role}: ${statement}`).rejects.toEqual(refused("42501"));

  beforeAll(async () => {
    await attempt(
      "migrator",
      `CREATE TABLE reports (id bigserial PRIMARY KEY, text text);
       CREATE SCHEMA billing; CREATE TABLE billing.invoices (id int);
       CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('0042');
       CREATE TABLE users (password_hash text)`,
    );
  });

  it("migrator makes objects that belong to the role, and is not bound by a time", async () => {
    const owners = await postgres.run(
      "SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relname IN ('reports', 'reports_id_seq', 'invoices')",
    );
    expect(owners).toEqual([{ owner: "migrator" }]);
    await postgres.run("ALTER DATABASE product SET statement_timeout = '7s'");
    expect(await attempt("migrator", "SHOW statement_timeout")).toEqual([{ statement_timeout: "0" }]);
    expect(await attempt("app", "SHOW statement_timeout")).toEqual([{ statement_timeout: "7s" }]);
    await postgres.run("ALTER DATABASE product RESET statement_timeout");
  });

  it("app reads and writes what migrator made later, and makes, changes and empties nothing itself", async () => {
    await attempt("app", "INSERT INTO reports (text) VALUES ('a'), ('b')");
    await attempt("app", "UPDATE reports SET text = 'c' WHERE id = 1; DELETE FROM reports WHERE id = 2");
    expect(await attempt("app", "SELECT text FROM reports")).toEqual([{ text: "c" }]);
    await attempt("app", "INSERT INTO billing.invoices VALUES (1)");

    await denied("app", "CREATE TABLE mine (id int)");
    await denied("app", "CREATE SCHEMA mine");
    await denied("app", "ALTER TABLE reports ADD COLUMN more int");
    await denied("app", "DROP TABLE reports");
    await denied("app", "TRUNCATE reports");
    await denied("app", "SELECT * FROM golive.heartbeat");
    await denied("app", "SELECT golive.rows_of('users')");
    await denied("app", "SET ROLE migrator");
    await denied("app", "CREATE ROLE another");
  });

  it("reader only reads", async () => {
    expect(await attempt("reader", "SELECT text FROM reports")).toEqual([{ text: "c" }]);
    expect(await attempt("reader", "SELECT count(*)::int AS n FROM billing.invoices")).toEqual([{ n: 1 }]);
    for (const statement of [
      "INSERT INTO reports (text) VALUES ('x')",
      "UPDATE reports SET text = 'x'",
      "DELETE FROM reports",
      "SELECT nextval('reports_id_seq')",
      "CREATE TABLE mine (id int)",
      "CREATE TEMPORARY TABLE mine (id int)",
      "SELECT * FROM golive.heartbeat",
    ])
      await denied("reader", statement);
  });

  it("monitor counts rows and reads migration versions, and sees nothing that is in a table", async () => {
    const counted = "SELECT golive.rows_of('reports') AS a, golive.rows_of('billing.invoices') AS b";
    expect(await attempt("monitor", counted)).toEqual([{ a: "1", b: "1" }]);
    const version = "SELECT golive.version_of('alembic_version', 'version_num') AS version";
    expect(await attempt("monitor", version)).toEqual([{ version: "0042" }]);
    await attempt("monitor", "INSERT INTO golive.heartbeat DEFAULT VALUES; DELETE FROM golive.heartbeat");

    await denied("monitor", "SELECT text FROM public.reports");
    await denied("monitor", "SELECT golive.version_of('users', 'password_hash')");
    await denied("monitor", "SET ROLE counter");
    await denied("monitor", "SET ROLE reader");
    await denied("monitor", "CREATE TABLE public.mine (id int)");
  });

  it("monitor's functions are not led astray by a name with a quote in it", async () => {
    const query = `SELECT golive.rows_of('reports; DROP TABLE reports')`;
    await expect(attempt("monitor", query)).rejects.toEqual(refused("42P01"));
  });

  it("nobody else connects to the database, and monitor not without end", async () => {
    await postgres.run("CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
    await expect(postgres.run("SELECT 1", { user: "stranger", password: "stranger" })).rejects.toEqual(
      refused("42501"),
    );
    const limits = "SELECT rolname, rolconnlimit FROM pg_roles WHERE rolconnlimit <> -1";
    expect(await postgres.run(limits)).toEqual([{ rolname: "monitor_a", rolconnlimit: 5 }]);
  });

  it("no login and no role is more than it is called", async () => {
    expect(
      await postgres.run(
        `SELECT rolname FROM pg_roles
         WHERE (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
         AND rolname NOT IN ('rdsadmin', 'owner')`,
      ),
    ).toEqual([]);
  });
});

describe("the rotations after it", () => {
  let first: Login;
  let second: Login;
  let running: pg.Client;

  it("the second lets both logins in, and what runs goes on running", async () => {
    first = loginOf("app");
    running = await postgres.connect(first);
    second = await rotate("app");

    expect([first.user, second.user]).toEqual(["app_a", "app_b"]);
    expect((await proxied()).map(loginIn)).toEqual(
      [first, second].map(({ user, password }) => ({ user, password })),
    );
    const whoami = "SELECT current_user AS role, session_user AS login";
    expect(await postgres.run(whoami, first)).toEqual([{ role: "app", login: "app_a" }]);
    expect(await postgres.run(whoami, second)).toEqual([{ role: "app", login: "app_b" }]);
  });

  it("an owner's password that RDS changed in between changes nothing for them", async () => {
    const password = "the-owner-of-tomorrow";
    await postgres.run(`ALTER ROLE owner PASSWORD '${password}'`);
    await keepOwner(moto, ownerSecret, { username: "owner", password });

    expect(await postgres.run("SELECT 1 AS one", second)).toEqual([{ one: 1 }]);
  });

  it("the third refuses the first login's old password, and the second's still works", async () => {
    const third = await rotate("app");

    expect(third.user).toBe("app_a");
    await expect(postgres.run("SELECT 1", first)).rejects.toEqual(refused("28P01"));
    expect(await postgres.run("SELECT 1 AS one", second)).toEqual([{ one: 1 }]);
    expect(await postgres.run("SELECT 1 AS one", third)).toEqual([{ one: 1 }]);
  });

  it("a connection that was open all along still is, as the same role", async () => {
    const { rows } = await running.query(
      "SELECT current_user AS role, count(*)::int AS n FROM reports GROUP BY 1",
    );
    expect(rows).toEqual([{ role: "app", n: 1 }]);
  });

  it("objects of the owner stay as they are", async () => {
    const as = { user: "owner", password: "the-owner-of-tomorrow" };
    await postgres.run("CREATE SCHEMA theirs; CREATE TABLE theirs.old (id int)", as);
    await rotate("migrator");
    const table = "SELECT pg_get_userbyid(relowner) AS owner, relacl FROM pg_class WHERE relname = 'old'";
    expect(await postgres.run(table)).toEqual([{ owner: "owner", relacl: null }]);
  });
});

describe("a new login that is not known everywhere yet", () => {
  it("is tried again until it is", async () => {
    const turn = { name: names.reader, current: current.get("reader") ?? null };
    const kind = databaseCredentials(settings, { secrets, rds }, { forSeconds: 20, everySeconds: 0.2 });
    const pending = await kind.create(turn);
    const tested = kind.test(turn, pending);
    await new Promise((waited) => setTimeout(waited, 500));
    await kind.set(turn, pending);
    await tested;

    expect(readAddress(pending).user).toBe("reader_b");
    expect(postgres.log).toContain('password authentication failed for user "reader_b"');
  });
});

describe("what a rotation refuses", () => {
  const kind = () => databaseCredentials(settings, { secrets, rds }, { forSeconds: 0, everySeconds: 1 });
  const turn = { name: names.app, current: null };

  it("a secret that it has no login for", async () => {
    await expect(async () => kind().create({ name: "OTHER", current: null })).rejects.toThrow(
      "OTHER: no login of this function",
    );
  });

  it("an address of another role's login", async () => {
    await expect(async () => kind().set(turn, current.get("monitor") ?? "")).rejects.toThrow(
      "the address does not name a login of app",
    );
  });

  it("a login whose password was not set", async () => {
    const stale = (current.get("app") ?? "").replace(/:[A-Za-z0-9]{48}@/, `:${"x".repeat(48)}@`);
    await expect(async () => kind().test(turn, stale)).rejects.toThrow(
      "connect as app_a to localhost: the password is refused (28P01)",
    );
  });

  it("a login that does not act as its role", async () => {
    await postgres.run("ALTER ROLE app_a RESET role");
    await expect(async () => kind().test(turn, current.get("app") ?? "")).rejects.toThrow(
      "DATABASE_URL: the new login does not act as app",
    );
  });

  it("an owner's secret without a password", async () => {
    await secrets.send(new PutSecretValueCommand({ SecretId: ownerSecret, SecretString: "no JSON" }));
    await expect(async () => kind().set(turn, current.get("app") ?? "")).rejects.toThrow(
      "the owner's secret holds no username and password",
    );
  });

  it("a server whose certificate nobody vouches for", async () => {
    const { getCACertificates, setDefaultCACertificates } = await import("node:tls");
    const trusted = getCACertificates("default");
    setDefaultCACertificates(getCACertificates("bundled"));
    await expect(async () => kind().test(turn, current.get("app") ?? "")).rejects.toThrow(
      /^connect as app_a to localhost: DEPTH_ZERO_SELF_SIGNED_CERT$/,
    );
    setDefaultCACertificates(trusted);
  });
});

describe("as Lambda runs it", () => {
  it("goes from an empty secret to logins that open the database, and says nothing of them", async () => {
    await keepOwner(moto, ownerSecret, { username: "owner", password: "the-owner-of-tomorrow" });
    const secret = `${prefix}/OTHER_URL`;
    await secrets.send(new CreateSecretCommand({ Name: secret }));
    const { [names.reader]: reader } = settings.logins;
    const invoked = await Invoked.start(
      "database-credentials",
      { ...settings, logins: { OTHER_URL: reader } },
      { ...moto.environment, NODE_EXTRA_CA_CERTS: postgres.authority },
    );
    const answered: unknown[] = [];
    const ask = async (event: unknown) => {
      const answer = await invoked.ask(event);
      answered.push(answer);
      return answer;
    };
    const addresses: string[] = [];
    for (const user of ["reader_a", "reader_b"]) {
      const version = await reserve(moto, secrets, secret);
      for (const step of steps)
        expect(await ask(question(secret, version, step))).toEqual({ answer: { ok: true } });
      await settle(secrets, secret, version);
      addresses.push((await held(secrets, secret))?.value ?? "");
      expect(readAddress(addresses.at(-1) ?? "").user).toBe(user);
    }
    await invoked.stop();

    for (const address of addresses)
      expect(await postgres.run("SELECT current_user AS role", readAddress(address))).toEqual([
        { role: "reader" },
      ]);
    const said = invoked.printed + JSON.stringify(answered);
    expect(
      addresses.filter((address) => (said + postgres.log).includes(readAddress(address).password)),
    ).toEqual([]);
    expect(said).not.toContain("the-owner-of-tomorrow");
  });
});

describe("a restored database that takes the name of another", () => {
  const identifier = `${prefix}-database`;
  const setting = () =>
    databaseCredentials(settings, { secrets, rds }).set(
      { name: names.app, current: null },
      current.get("app") ?? "",
    );

  const rename = (from: string, to: string) =>
    rds.send(
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier: from,
        NewDBInstanceIdentifier: to,
        ApplyImmediately: true,
      }),
    );

  it("is waited for while nobody bears the name", async () => {
    await rename(identifier, `${identifier}-before-2611210630`);

    await expect(async () => setting()).rejects.toThrow(`there is no database ${identifier}`);
  });

  it("has no owner to ask for until RDS keeps its password", async () => {
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: `${identifier}-new-2611210630`,
        DBInstanceClass: "db.t4g.micro",
        Engine: "postgres",
        MasterUsername: "owner",
        MasterUserPassword: "the-owner-of-then",
      }),
    );
    await rename(`${identifier}-new-2611210630`, identifier);

    await expect(async () => setting()).rejects.toThrow(
      `RDS keeps no secret of the owner of ${identifier} yet`,
    );
  });

  it("then has it in another secret, which the next rotation finds by itself", async () => {
    const owner = { username: "owner", password: "the-owner-after-the-restore" };
    await postgres.run(`ALTER ROLE owner PASSWORD '${owner.password}'`);
    const { DBInstance } = await rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: identifier, ManageMasterUserPassword: true }),
    );
    const before = ownerSecret;
    ownerSecret = DBInstance?.MasterUserSecret?.SecretArn ?? "";
    await keepOwner(moto, ownerSecret, owner);
    const login = await rotate("app");

    expect(ownerSecret).not.toBe(before);
    expect(await postgres.run("SELECT current_user AS role", login)).toEqual([{ role: "app" }]);
  });

  it("is asked for as a cluster with Aurora", async () => {
    const owner = { engine: "aurora-postgresql", identifier: `${prefix}-cluster` } as const;
    const kind = databaseCredentials({ ...settings, owner }, { secrets, rds });
    const turn = { name: names.monitor, current: current.get("monitor") ?? null };
    const pending = await kind.create(turn);

    await expect(async () => kind.set(turn, pending)).rejects.toThrow(
      `there is no database ${prefix}-cluster`,
    );
    await managed(moto, owner, { username: "owner", password: "the-owner-after-the-restore" });
    await kind.set(turn, pending);
    await kind.test(turn, pending);
    ever.add(readAddress(pending).password);
    expect(readAddress(pending).user).toBe("monitor_b");
  });
});

describe("no password", () => {
  it("was ever in the server's log, which holds every statement", () => {
    const log = postgres.log;
    expect(log).toMatch(/ALTER ROLE "?app_b"? LOGIN .*PASSWORD 'SCRAM-SHA-256\$4096:/);
    expect(ever.size).toBe(10);
    expect([...ever].filter((password) => log.includes(password))).toEqual([]);
  });

  it("is printed by a rotation, nor part of an error", async () => {
    await keepOwner(moto, ownerSecret, { username: "owner", password: "the-owner-of-yesterday" });
    ever.add("the-owner-of-yesterday");
    const printed: string[] = [];
    const keep = (text: unknown) => printed.push(String(text)) > 0;
    const streams = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, "write").mockImplementation(keep),
    );
    const kind = databaseCredentials(settings, { secrets, rds }, { forSeconds: 0, everySeconds: 1 });
    const failed = await Promise.allSettled(
      [...current].map(async ([role, address]) => kind.set({ name: names[role], current: null }, address)),
    );
    for (const stream of streams) stream.mockRestore();

    expect(failed.map(({ status }) => status)).toEqual(roles.map(() => "rejected"));
    const all =
      printed.join("") +
      failed.map((one) => (one.status === "rejected" ? inspected(one.reason) : "")).join("");
    expect([...ever].filter((password) => all.includes(password))).toEqual([]);
  });
});

const inspected = (error: unknown): string =>
  error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : "";
