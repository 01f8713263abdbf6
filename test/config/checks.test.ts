import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Path } from "../../config/finding.ts";
import { tell } from "./tell.ts";
import { change, mistakesIn, saidOf, textOf, web, written } from "./writing.ts";

const oldest = {
  rule: "alarm-has-route",
  resource: "api",
  reason: "The second pager is bought next week.",
  owner: "growth",
  until: "2027-01-31",
};

describe("references", () => {
  tell([
    [
      "a secret that is not declared",
      ["services", "worker", "secrets"],
      ["DATABASE_URL", "REDIS_URL", "OPENAI_API_KEY", "OPENAI_KEY", "SENTRY_DSN"],
      'services.worker.secrets[3]: "OPENAI_KEY", which is not declared · a declared secret: DATABASE_URL, REDIS_URL, OPENAI_API_KEY, SUPABASE_JWT_SECRET, SCRAPER_API_TOKEN, SENTRY_DSN, PAGES_SENTRY_DSN, TENANT_PROBE_TOKEN, SMOKE_TOKEN · did you mean "OPENAI_API_KEY"?',
    ],
    [
      "a bucket that is not declared",
      ["services", "api", "uses", "buckets"],
      ["report"],
      'services.api.uses.buckets[0]: "report", which is not declared · a declared bucket: reports · did you mean "reports"?',
    ],
    [
      "a cache that is not declared",
      ["services", "scheduler", "uses", "caches"],
      ["queue", "queues"],
      'services.scheduler.uses.caches[1]: "queues", which is not declared · a declared cache: queue · did you mean "queue"?',
    ],
    [
      "a cache twice",
      ["services", "scheduler", "uses", "caches"],
      ["queue", "queue"],
      'services.scheduler.uses.caches[1]: "queue" for the second time · each name once',
    ],
    [
      "a bucket twice",
      ["services", "worker", "uses", "buckets"],
      ["reports", "reports"],
      'services.worker.uses.buckets[1]: "reports" for the second time · each name once',
    ],
    [
      "a cache's role twice",
      ["caches", "queue", "roles"],
      ["queue", "queue"],
      'caches.queue.roles[1]: "queue" for the second time · each name once',
    ],
    [
      "a task of a service that is not there",
      ["tasks", "verify", "service"],
      "apis",
      'tasks.verify.service: "apis", which is not declared · a declared service: api, worker, scheduler, scraper · did you mean "api"?',
    ],
    [
      "a task named as a service is",
      ["tasks", "worker"],
      { service: "worker", command: ["rq", "info"] },
      'tasks.worker: the name of a service, "worker" · a name of its own',
    ],
    [
      "a provider without its credential",
      ["providers", "openai", "secret"],
      "OPENAI_KEY",
      'providers.openai.secret: "OPENAI_KEY", which is not declared · a declared secret: DATABASE_URL, REDIS_URL, OPENAI_API_KEY, SUPABASE_JWT_SECRET, SCRAPER_API_TOKEN, SENTRY_DSN, PAGES_SENTRY_DSN, TENANT_PROBE_TOKEN, SMOKE_TOKEN · did you mean "OPENAI_API_KEY"?',
    ],
  ]);
});

describe("environments", () => {
  tell([
    [
      "a variable that nothing fills",
      ["services", "scheduler", "mustFill"],
      ["TRACKER_DSN"],
      'services.scheduler.mustFill[0]: "TRACKER_DSN", which nothing fills · a name from its env or secrets, or from the platform: CORS_ORIGINS, DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_SSLMODE, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME',
    ],
    [
      "a variable that is filled with nothing",
      ["services", "api", "env", "DATABASE_SOURCE"],
      "",
      'services.api.mustFill[5]: "DATABASE_SOURCE", whose value is empty · a name from its env or secrets, or from the platform: CORS_ORIGINS, DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_SSLMODE, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME, BUCKET_REPORTS',
    ],
    [
      "a plain setting beside a secret of that name",
      ["services", "api", "env", "DATABASE_URL"],
      "postgres",
      'services.api.env.DATABASE_URL: "DATABASE_URL", which the secret DATABASE_URL fills too · one source a variable',
    ],
    [
      "a setting that the platform provides",
      ["services", "api", "env", "CORS_ORIGINS"],
      "https://app.prospector.example",
      'services.api.env.CORS_ORIGINS: "CORS_ORIGINS", which the platform provides · no setting of that name',
    ],
    [
      "a bucket's name that the platform provides",
      ["services", "api", "env", "BUCKET_REPORTS"],
      "reports",
      'services.api.env.BUCKET_REPORTS: "BUCKET_REPORTS", which the platform provides · no setting of that name',
    ],
    [
      "a plain setting beside signing keys that fill it",
      ["services", "api", "env", "SUPABASE_JWT_SECRET_NEXT"],
      "none",
      'services.api.env.SUPABASE_JWT_SECRET_NEXT: "SUPABASE_JWT_SECRET_NEXT", which the secret SUPABASE_JWT_SECRET fills too · one source a variable',
    ],
    [
      "a read replica's host as a setting, with or without a replica",
      ["services", "api", "env", "DATABASE_READ_HOST"],
      "replica",
      'services.api.env.DATABASE_READ_HOST: "DATABASE_READ_HOST", which the platform provides · no setting of that name',
    ],
    [
      "a secret twice",
      ["services", "scheduler", "secrets"],
      ["DATABASE_URL", "REDIS_URL", "REDIS_URL", "SENTRY_DSN"],
      'services.scheduler.secrets[2]: "REDIS_URL" for the second time · each name once',
    ],
    [
      "a placeholder",
      ["services", "api", "env", "DATABASE_SOURCE"],
      "changeme",
      'services.api.env.DATABASE_SOURCE: "changeme", a placeholder · the real value',
    ],
    [
      "a contact left from a template",
      ["contacts", "database"],
      "[Contact info]",
      'contacts.database: "[Contact info]", a placeholder · the real value',
    ],
    [
      "an address at example.com",
      ["oncall", "runbook"],
      "https://docs.example.com/runbook",
      'oncall.runbook: "https://docs.example.com/runbook", a placeholder · the real value',
    ],
    [
      "a localhost address in a service",
      ["services", "scraper", "env", "API_BASE_URL"],
      "http://localhost:8000",
      'services.scraper.env.API_BASE_URL: "http://localhost:8000", which names this very machine · an address that others can reach',
    ],
    [
      "a localhost address in the frontend",
      ["frontend", "env", "VITE_API_BASE_URL"],
      "https://127.0.0.1/api",
      'frontend.env.VITE_API_BASE_URL: "https://127.0.0.1/api", which names this very machine · an address that others can reach',
    ],
    [
      "a frontend that calls in the clear",
      ["frontend", "env", "VITE_API_BASE_URL"],
      "http://api.prospector.example",
      "frontend.env.VITE_API_BASE_URL: an address in the clear · https:// or wss://: a browser blocks the rest",
    ],
    [
      "a localhost address in staging too",
      ["services", "scraper", "env", "API_BASE_URL"],
      "http://host.docker.internal",
      'services.scraper.env.API_BASE_URL: "http://host.docker.internal", which names this very machine · an address that others can reach',
      "staging",
    ],
  ]);

  it.each([
    [
      ["services", "worker", "command"],
      ["sh", "-c", "curl localhost:9090"],
    ],
    [["services", "scraper", "env", "BIND"], "0.0.0.0"],
    [["services", "scraper", "env", "TRACE_HOST"], "localhost-free.prospector.example"],
    [["buckets", "reports", "holds"], "what your team todo list needs"],
  ] as const)("takes %j = %j", (path, value) => expect(saidOf(path, value)).toEqual([]));
});

describe("hosts and origins", () => {
  const zone = "prospector.example or a name under it: certificates and records are made in that zone";
  const origin = "an origin such as https://app.shop.example: https, no path, no wildcard";
  tell([
    [
      "a sender outside its domain",
      ["email", "from"],
      "reports@other.example",
      'email.from: "reports@other.example" · an address in prospector.example: another is not signed',
    ],
    [
      "an origin in the clear",
      ["cors", "origins"],
      ["http://app.prospector.example"],
      `cors.origins[0]: "http://app.prospector.example" · ${origin}`,
    ],
    ["every origin", ["cors", "origins"], ["*"], `cors.origins[0]: "*" · ${origin}`],
    [
      "a wildcard in an origin",
      ["cors", "origins"],
      ["https://*.prospector.example"],
      `cors.origins[0]: "https://*.prospector.example" · ${origin}`,
    ],
    ["a wildcard in staging too", ["cors", "origins"], ["*"], `cors.origins[0]: "*" · ${origin}`, "staging"],
    [
      "an origin twice",
      ["cors", "origins"],
      ["https://app.prospector.example", "https://app.prospector.example"],
      'cors.origins[1]: "https://app.prospector.example" for the second time · each origin once',
    ],
  ]);

  it.for<readonly [title: string, path: Path, value: unknown, said: string]>([
    [
      "a host outside the zone",
      ["services", "api", "host"],
      "api.other.example",
      `services.api.host: "api.other.example" · ${zone}`,
    ],
    [
      "a host that only ends like the zone",
      ["services", "api", "host"],
      "api.notprospector.example",
      `services.api.host: "api.notprospector.example" · ${zone}`,
    ],
    [
      "a frontend outside the zone",
      ["frontend", "host"],
      "app.other.example",
      `frontend.host: "app.other.example" · ${zone}`,
    ],
    [
      "a frontend and a service under one name",
      ["frontend", "host"],
      "api.prospector.example",
      'frontend.host: "api.prospector.example", which is the host of api too · a name of its own',
    ],
    [
      "an origin outside the zone",
      ["cors", "origins"],
      ["https://other.example"],
      `cors.origins[0]: "other.example" · ${zone}`,
    ],
  ])("refuses %s, beside what follows from it", ([, path, value, said]) => {
    expect(saidOf(path, value)).toContain(said);
  });
});

describe("network and images", () => {
  const cidr = "a /16 out of 10.0.0.0/8, e.g. 10.20.0.0/16";
  const zones = (last: string) => ["eu-central-1a", "eu-central-1b", "eu-central-1c", last];
  tell([
    [
      "a zone of another region",
      ["network", "zones"],
      zones("us-east-1a"),
      'network.zones[3]: "us-east-1a" · a zone of eu-central-1, e.g. eu-central-1a',
    ],
    [
      "a zone twice",
      ["network", "zones"],
      zones("eu-central-1a"),
      'network.zones[3]: "eu-central-1a" for the second time · each zone once',
    ],
    [
      "an octet that is none",
      ["network", "cidr"],
      "10.256.0.0/16",
      `network.cidr: "10.256.0.0/16" · ${cidr}`,
    ],
    ["the whole internet", ["network", "cidr"], "0.0.0.0/0", `network.cidr: "0.0.0.0/0" · ${cidr}`],
    [
      "an endpoint twice",
      ["network", "interfaceEndpoints"],
      ["kms", "kms"],
      'network.interfaceEndpoints[1]: "kms" for the second time · each endpoint once',
    ],
    [
      "an image from another region",
      ["services", "worker", "image", "digest"],
      `111122223333.dkr.ecr.us-east-1.amazonaws.com/a@sha256:${"0".repeat(64)}`,
      "services.worker.image.digest: a registry in us-east-1 · a registry in eu-central-1",
    ],
    [
      "memory that Fargate does not sell with the CPU",
      ["services", "api", "size"],
      { cpu: 4096, memory: 9000 },
      `services.api.size.memory: 9000 · with cpu 4096, Fargate offers ${Array.from({ length: 23 }, (_, step) => 8192 + step * 1024).join(", ")} MiB`,
    ],
  ]);

  it.each([
    { cpu: 2048, memory: 5120 },
    { cpu: 8192, memory: 20480 },
    { cpu: 16384, memory: 122880 },
  ])("takes Fargate's %j", (size) => expect(saidOf(["services", "worker", "size"], size)).toEqual([]));
});

describe("routes", () => {
  tell([
    [
      "one path of a host for two services",
      ["services", "second"],
      second(["/api/*"]),
      'services.second.routes[0]: "api.prospector.example/api/*", which api has already · each path of a host once',
    ],
    [
      "more wildcards than a rule takes",
      ["services", "second"],
      second(["/a/*/*", "/b/*/*", "/c/*/*"]),
      "services.second.routes: 6 wildcards · at most 5 in a service's routes",
    ],
    [
      "a public operation that no route reaches",
      ["services", "api", "surface", "public", 1, "path"],
      "/admin",
      'services.api.surface.public[1].path: "/admin", which no route reaches · a path under /api/*, /health',
    ],
    [
      "a health path that no route reaches",
      ["services", "api", "health", "also"],
      ["/status"],
      'services.api.health.also[0]: "/status", which no route reaches · a path under /api/*, /health',
    ],
    [
      "an operation twice",
      ["services", "api", "surface", "public", 1, "path"],
      "/health",
      'services.api.surface.public[1]: "GET /health" for the second time · each operation once',
    ],
    [
      "more paths than a rule takes beside the host",
      ["services", "second"],
      second(["/a", "/b", "/c", "/d", "/e"]),
      "services.second.routes: a list of 5 · a list of 1–4; each entry: a path that begins with /, `*` as wildcard, up to 128 characters",
    ],
  ]);

  it("refuses a platform that serves nothing", () => {
    const service = {
      kind: "isolated",
      image: { digest: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/a@sha256:${"0".repeat(64)}` },
      size: { cpu: 256, memory: 1024 },
      scale: { min: 1, max: 1 },
    };

    expect(saidOf(["services"], { alone: service })).toContain(
      "services: no service of kind api or web · at least one",
    );
  });
});

describe("isolation", () => {
  const nothing = "nothing: an isolated service reaches no data store";
  tell([
    [
      "an isolated service in the database",
      ["services", "scraper", "uses"],
      { database: true },
      `services.scraper.uses.database: true · ${nothing}`,
    ],
    [
      "an isolated service in the cache",
      ["services", "scraper", "uses"],
      { caches: ["queue"] },
      `services.scraper.uses.caches: a list of 1 · ${nothing}`,
    ],
    [
      "an isolated service in a bucket",
      ["services", "scraper", "uses"],
      { buckets: ["reports"] },
      `services.scraper.uses.buckets: a list of 1 · ${nothing}`,
    ],
    [
      "the cache's address in an isolated service",
      ["services", "scraper", "secrets"],
      ["SCRAPER_API_TOKEN", "REDIS_URL"],
      `services.scraper.secrets[1]: "REDIS_URL", a data store's address · ${nothing}`,
    ],
    [
      "the database's address in an isolated service",
      ["services", "scraper", "secrets"],
      ["SCRAPER_API_TOKEN", "DATABASE_URL"],
      `services.scraper.secrets[1]: "DATABASE_URL", a data store's address · ${nothing}`,
    ],
    [
      "the cache's address without the cache",
      ["services", "scheduler", "uses"],
      { database: true },
      'services.scheduler.secrets[1]: "REDIS_URL", the address of the cache queue, without using it · uses: { caches: [queue] } beside it',
    ],
    [
      "the database's address without the database",
      ["services", "scheduler", "uses"],
      { caches: ["queue"] },
      'services.scheduler.secrets[0]: "DATABASE_URL", the database\'s address, without using the database · uses: { database: true } beside it',
    ],
    [
      "the cache without its address",
      ["services", "scheduler"],
      { ...scheduler, secrets: ["DATABASE_URL", "SENTRY_DSN"] },
      'services.scheduler.uses.caches[0]: "queue", without an address to sign in with · REDIS_URL among its secrets, or no such use',
    ],
    [
      "the database without its address, in staging too",
      ["services", "scheduler"],
      { ...scheduler, secrets: ["REDIS_URL", "SENTRY_DSN"] },
      "services.scheduler.uses.database: true, without an address to sign in with · DATABASE_URL among its secrets, or no such use",
      "staging",
    ],
  ]);
});

describe("names and promises", () => {
  tell([
    [
      "a variable that may differ and that no service has",
      ["mayDiffer"],
      { LOG_FORMATS: "staging logs for people" },
      'mayDiffer.LOG_FORMATS: "LOG_FORMATS", which is not declared · a declared variable: DATABASE_SOURCE, REQUIRE_AUTH, LOG_FORMAT, API_BASE_URL · did you mean "LOG_FORMAT"?',
    ],
    [
      "two hyphens in a row",
      ["buckets", "re--ports"],
      { holds: "reports", dataClass: "business", retentionDays: null },
      'buckets.re--ports: the name "re--ports" · 2–24 characters: lower-case letters, digits, single hyphens; a letter first',
    ],
    [
      "a name that ELB keeps to itself",
      ["product"],
      "internal-x",
      'product: "internal-x" · a name that does not begin with internal-: ELB refuses it',
    ],
    [
      "storage without room to grow",
      ["database", "maxStorageGiB"],
      109,
      "database.maxStorageGiB: 109 · at least 111, a tenth above storageGiB",
    ],
    ["a 99th percentile below the 95th", ["slo", "p99Ms"], 249, "slo.p99Ms: 249 · at least p95Ms, 250"],
    [
      "one person twice",
      ["oncall", "secondary"],
      "Ada Moreno",
      'oncall.secondary: "Ada Moreno", the primary · somebody else',
    ],
    [
      "a route twice",
      ["oncall", "routes", 2],
      { kind: "email", address: "oncall@prospector.example" },
      "oncall.routes[2]: a route for the second time · each route once",
    ],
    [
      "a waiver's day that does not exist",
      ["waivers"],
      [{ ...oldest, until: "31.01.2027" }],
      'waivers[0].until: "31.01.2027" · a day that exists, written 2027-01-31',
    ],
    [
      "a waiver without a reason",
      ["waivers"],
      [{ ...oldest, reason: "later" }],
      'waivers[0].reason: "later" · text of at least 20 characters',
    ],
    [
      "a retention that CloudWatch does not know",
      ["retention", "platformLogsDays"],
      100,
      "retention.platformLogsDays: 100 · 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731 | 1096 | 1827 | 2192 | 2557 | 2922 | 3288 | 3653",
    ],
  ]);

  it("refuses the one name that JavaScript takes for something else", () => {
    const text = textOf("Pulumi.production.yaml");
    const inServices = text.replace("    services:\n", "    services:\n      __proto__: { kind: api }\n");
    const inEnv = text.replace("env: { DATABASE_SOURCE", 'env: { __proto__: "x", DATABASE_SOURCE');

    expect(
      [inServices, inEnv].map((one) => mistakesIn(one).map(({ path, found }) => `${path}: ${found}`)),
    ).toEqual([
      ['services.__proto__: the name "__proto__"'],
      ['services.api.env.__proto__: the name "__proto__"'],
    ]);
  });

  it("counts every name that AWS limits, with the product and the environment in it", () => {
    const file = written();
    change(file, ["config", "golive:platform", "product"], "prospector-for-companies");
    change(file, ["config", "golive:platform", "buckets", "reports-of-all-customers"], {
      holds: "reports",
      dataClass: "business",
      retentionDays: 30,
    });

    expect(mistakesIn(stringify(file)).map(({ path, found }) => `${path}: ${found}`)).toEqual([
      'product: the name "prospector-for-companies-production" of a load balancer, 35 characters',
      'product: the name "prospector-for-companies-production-database-credentials-function" of a role, 65 characters',
      'tasks.bootstrap-admin: the name "prospector-for-companies-production-task-bootstrap-admin-execution" of a role, 66 characters',
      'crons.refresh-scores: the name "prospector-for-companies-production-cron-refresh-scores-execution" of a role, 65 characters',
      'caches.queue: the name "prospector-for-companies-production-queue-default" of a cache\'s user, 49 characters',
      'buckets.reports-of-all-customers: the name "prospector-for-companies-production-reports-of-all-customers-111122223333" of a bucket, 73 characters',
    ]);
  });

  it("leaves it to the pack that a waiver has ended", () => {
    expect(saidOf(["waivers"], [{ ...oldest, until: "2020-01-31" }])).toEqual([]);
  });

  it("refuses a second waiver of one rule and resource", () => {
    expect(saidOf(["waivers"], [oldest, { ...oldest, until: "2028-01-31" }])).toEqual([
      "waivers[1]: alarm-has-route on api, for the second time · one waiver a rule and resource",
    ]);
  });
});

const scheduler = {
  kind: "scheduler",
  image: { digest: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/api@sha256:${"0".repeat(64)}` },
  size: { cpu: 256, memory: 1024 },
  uses: { database: true, caches: ["queue"] },
};

const second = (routes: readonly string[]) => web({ host: "api.prospector.example", routes });
