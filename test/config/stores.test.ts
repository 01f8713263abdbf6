import { describe, expect, it } from "vitest";
import { tell } from "./tell.ts";
import { aurora, saidAfter, saidOf } from "./writing.ts";

const reader = { from: "database-url", access: "reader", purpose: "long queries" };
const cache = {
  holds: "answers that can be computed again",
  dataClass: "technical",
  roles: ["cache"],
  version: "8.1",
  nodeType: "cache.t4g.small",
  replicas: 1,
  snapshotDays: 0,
};

describe("connections", () => {
  tell([
    [
      "more than 80 % of the database's, with every term",
      ["database", "maxConnections"],
      418,
      "database.maxConnections: 418, of which services may open 334 · at least 425, or smaller pools: api 12 × 5 × 2 = 120, worker 20 × 5 × 2 = 200, scheduler 1 × 5 = 5, refresh-scores 1 × 5 = 5, 10 for migrations, functions and people: 340",
    ],
    [
      "a pool that grows beyond them",
      ["services", "api", "uses", "databaseConnections"],
      20,
      "database.maxConnections: 500, of which services may open 400 · at least 875, or smaller pools: api 12 × 20 × 2 = 480, worker 20 × 5 × 2 = 200, scheduler 1 × 5 = 5, refresh-scores 1 × 5 = 5, 10 for migrations, functions and people: 700",
    ],
    [
      "tasks that scale beyond them in staging too",
      ["services", "worker", "scale", "max"],
      4,
      "database.maxConnections: 100, of which services may open 80 · at least 113, or smaller pools: api 3 × 5 × 2 = 30, worker 4 × 5 × 2 = 40, scheduler 1 × 5 = 5, refresh-scores 1 × 5 = 5, 10 for migrations, functions and people: 90",
      "staging",
    ],
  ]);

  it("may be just as many as 80 %", () => {
    expect(saidOf(["database", "maxConnections"], 425)).toEqual([]);
  });

  it("are not counted where the database is not used", () => {
    expect(saidOf(["services", "scraper", "scale", "max"], 1000)).toEqual([]);
  });
});

describe("the other engine", () => {
  it("stands for the same database", () => expect(saidOf(["database"], aurora({}))).toEqual([]));

  tell([
    [
      "capacity that ends before it begins",
      ["database"],
      aurora({ capacity: { min: 8, max: 4 } }),
      "database.capacity.max: 4 · max must not be below min",
    ],
    [
      "capacity in other steps than Aurora's",
      ["database"],
      aurora({ capacity: { min: 1.2, max: 4 } }),
      "database.capacity.min: 1.2 · a number, 0.5–256, in steps of 0.5",
    ],
    [
      "an authority that would add to the address",
      ["database", "authorities"],
      { pooled: "/x&sslmode=disable" },
      'database.authorities.pooled: "/x&sslmode=disable" · `system` (libpq 16 or newer) or a path inside the image',
    ],
    [
      "an instance's class beside Aurora's capacity",
      ["database"],
      aurora({ instanceClass: "db.m7g.large" }),
      'database.instanceClass: an unknown key "instanceClass" · engine, holds, dataClass, version, name, standby, readReplicas, backupDays, insights, maxConnections, statementTimeoutSeconds, idleTransactionSeconds, authorities, capacity',
    ],
    [
      "an engine that is none",
      ["database", "engine"],
      "postgresql",
      'database.engine: "postgresql" · postgres | aurora-postgresql · did you mean "postgres"?',
    ],
  ]);
});

describe("the stores' addresses", () => {
  tell([
    [
      "an address of a cache that is not there",
      ["secrets", "SECOND_URL"],
      { from: "cache-url", cache: "queues", purpose: "a second cache" },
      'secrets.SECOND_URL.cache: "queues", which is not declared · a declared cache: queue · did you mean "queue"?',
    ],
    [
      "two addresses of the database",
      ["secrets", "SECOND_URL"],
      { from: "database-url", purpose: "a second pool" },
      "secrets.SECOND_URL: a second address of the database for access: application, beside DATABASE_URL · one: let services read DATABASE_URL, as both would rotate the same credentials",
    ],
    [
      "two addresses of a cache",
      ["secrets", "SECOND_URL"],
      { from: "cache-url", cache: "queue", purpose: "a second client" },
      "secrets.SECOND_URL: a second address of the cache queue, beside REDIS_URL · one: let services read REDIS_URL, as both would rotate the same credentials",
    ],
    [
      "a reader without a replica",
      ["secrets", "READ_URL"],
      reader,
      "secrets.READ_URL.access: reader, without a read replica · application, or at least one of database.readReplicas",
    ],
    [
      "more replicas than one address can name",
      ["database", "readReplicas"],
      2,
      "database.readReplicas: 2 · at most 1 with engine postgres: only Aurora has one address for several",
    ],
    [
      "a cache that no secret opens",
      ["caches", "hot"],
      cache,
      'caches.hot: "hot", which no secret opens · a secret { from: cache-url, cache: hot }, or no such cache',
    ],
  ]);

  it("refuses a database that services use and no secret opens for them", () => {
    expect(saidAfter([["secrets", "DATABASE_URL"], reader], [["database", "readReplicas"], 1])).toEqual([
      "tasks.migrate.connects: direct, with the settings of api · a service with a secret { from: database-url }",
      "secrets: no address of the database for applications · a secret { from: database-url }, as the database is used by api, worker, scheduler",
    ]);
  });

  it("refuses a cache that a service uses with another one's address", () => {
    expect(
      saidAfter(
        [["caches", "hot"], cache],
        [["secrets", "HOT_URL"], { from: "cache-url", cache: "hot", purpose: "hot paths" }],
        [
          ["services", "scheduler", "uses", "caches"],
          ["queue", "hot"],
        ],
      ),
    ).toEqual([
      'services.scheduler.uses.caches[1]: "hot", without an address to sign in with · HOT_URL among its secrets, or no such use',
    ]);
  });

  it("refuses another cache's address than the one that a service uses", () => {
    expect(
      saidAfter(
        [["caches", "hot"], cache],
        [["secrets", "HOT_URL"], { from: "cache-url", cache: "hot", purpose: "hot paths" }],
        [
          ["services", "scheduler", "secrets"],
          ["DATABASE_URL", "REDIS_URL", "HOT_URL", "SENTRY_DSN"],
        ],
      ),
    ).toEqual([
      'services.scheduler.secrets[2]: "HOT_URL", the address of the cache hot, without using it · uses: { caches: [hot] } beside it',
    ]);
  });

  it("takes several replicas where they have one address", () =>
    expect(saidOf(["database"], aurora({ readReplicas: 5 }))).toEqual([]));

  it("takes a reader beside the application where there is a replica, and fills its host", () => {
    expect(
      saidAfter(
        [["secrets", "READ_URL"], reader],
        [["database", "readReplicas"], 1],
        [
          ["services", "scheduler", "mustFill"],
          ["DATABASE_URL", "DATABASE_READ_HOST"],
        ],
      ),
    ).toEqual([]);
  });

  it("fills no replica's host without a replica", () => {
    expect(saidOf(["services", "scheduler", "mustFill"], ["DATABASE_READ_HOST"])).toEqual([
      'services.scheduler.mustFill[0]: "DATABASE_READ_HOST", which nothing fills · a name from its env or secrets, or from the platform: CORS_ORIGINS, DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_SSLMODE, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME · did you mean "DATABASE_HOST"?',
    ]);
  });
});

describe("signing keys", () => {
  const only =
    "signing-keys: a value that is brought may be a development one, and a single one cannot change without refusing live tokens (W07, G08)";
  tell([
    [
      "a token that outlives its key",
      ["secrets", "SUPABASE_JWT_SECRET", "longestTokenHours"],
      721,
      "secrets.SUPABASE_JWT_SECRET.longestTokenHours: 721 · at most 720, the hours of rotationDays: a key verifies for one rotation more",
    ],
    [
      "a signing key that a person brings",
      ["secrets", "SUPABASE_JWT_SECRET"],
      { from: "provided", purpose: "signs sessions" },
      `secrets.SUPABASE_JWT_SECRET.from: provided · ${only}`,
    ],
    [
      "a signing key of one value",
      ["secrets", "TOKEN_SIGNING_KEY"],
      { from: "generated", purpose: "signs tokens" },
      `secrets.TOKEN_SIGNING_KEY.from: generated · ${only}`,
    ],
  ]);

  it("may sign tokens that live for a rotation", () => {
    expect(saidOf(["secrets", "SUPABASE_JWT_SECRET", "longestTokenHours"], 720)).toEqual([]);
  });

  it("fill three variables", () => {
    const three = ["SUPABASE_JWT_SECRET", "SUPABASE_JWT_SECRET_PREVIOUS", "SUPABASE_JWT_SECRET_NEXT"];

    expect(saidOf(["services", "api", "mustFill"], three)).toEqual([]);
  });

  it("leave no variable to another secret", () => {
    const keys = { from: "signing-keys", purpose: "seals cookies", longestTokenHours: 1 };

    expect(
      saidAfter(
        [["secrets", "COOKIE_KEY"], keys],
        [["secrets", "COOKIE_KEY_NEXT"], { ...keys, from: "generated", longestTokenHours: undefined }],
        [
          ["services", "scraper", "secrets"],
          ["SCRAPER_API_TOKEN", "COOKIE_KEY", "COOKIE_KEY_NEXT"],
        ],
      ),
    ).toEqual([
      'services.scraper.secrets[2]: "COOKIE_KEY_NEXT", which the secret COOKIE_KEY fills too · one source a variable',
    ]);
  });
});

describe("the tasks of a release", () => {
  const users = "as the database is used by api, worker, scheduler";
  tell([
    [
      "none to change the schema",
      ["tasks", "migrate"],
      undefined,
      `tasks.migrate: nothing · a migrate task, ${users}`,
    ],
    ["none to look at it", ["tasks", "verify"], undefined, `tasks.verify: nothing · a verify task, ${users}`],
    [
      "none in staging either",
      ["tasks", "verify"],
      undefined,
      `tasks.verify: nothing · a verify task, ${users}`,
      "staging",
    ],
  ]);

  it("are not asked for where nobody uses the database", () => {
    const alone = ["api", "worker", "scheduler"].flatMap((id) => [
      [["services", id, "uses"], { caches: ["queue"] }] as const,
      [
        ["services", id, "secrets"],
        ["REDIS_URL", "SENTRY_DSN"],
      ] as const,
      [["services", id, "mustFill"], ["REDIS_URL"]] as const,
    ]);

    expect(saidAfter(...alone, [["tasks"], {}])).toEqual([]);
  });
});

describe("tasks that speak to the database itself", () => {
  tell([
    [
      "one whose service reaches no database",
      ["tasks", "nightly"],
      { service: "scraper", command: ["vacuum"], connects: "direct" },
      "tasks.nightly.connects: direct, with the settings of scraper · a service with uses: { database: true } and a secret { from: database-url }",
    ],
    [
      "migrations through the proxy",
      ["tasks", "migrate", "connects"],
      "pooled",
      "tasks.migrate.connects: pooled · direct: only the role that owns the schema may change it",
    ],
    [
      "migrations through the proxy by default, in staging too",
      ["tasks", "migrate", "connects"],
      undefined,
      "tasks.migrate.connects: pooled · direct: only the role that owns the schema may change it",
      "staging",
    ],
  ]);
});

it("refuses a direct task whose service has no address that could be replaced", () => {
  expect(
    saidAfter(
      [["tasks", "nightly"], { service: "scheduler", command: ["vacuum"], connects: "direct" }],
      [
        ["services", "scheduler", "secrets"],
        ["REDIS_URL", "SENTRY_DSN"],
      ],
      [["services", "scheduler", "mustFill"], []],
    ),
  ).toEqual([
    "services.scheduler.uses.database: true, without an address to sign in with · DATABASE_URL among its secrets, or no such use",
    "tasks.nightly.connects: direct, with the settings of scheduler · a service with a secret { from: database-url }",
  ]);
});

describe("backups", () => {
  tell([
    [
      "a copy in the stack's own region",
      ["backups", "copyTo"],
      "eu-central-1",
      'backups.copyTo: "eu-central-1", the stack\'s own region · another region, or null',
    ],
    [
      "a copy in another partition",
      ["backups", "copyTo"],
      "cn-north-1",
      'backups.copyTo: "cn-north-1", in the partition aws-cn · a region in aws: backups do not leave their partition',
    ],
    [
      "a table twice",
      ["backups", "restoreTest", "tables"],
      ["companies", "app.companies", "companies"],
      'backups.restoreTest.tables[2]: "companies" for the second time · each table once',
    ],
    [
      "a table that could be a statement",
      ["backups", "restoreTest", "tables"],
      ["companies; drop table companies"],
      'backups.restoreTest.tables[0]: "companies; drop table companies" · a table such as reports or app.reports, in lower case',
    ],
  ]);

  it("need no copy elsewhere", () => expect(saidOf(["backups", "copyTo"], null)).toEqual([]));
});
