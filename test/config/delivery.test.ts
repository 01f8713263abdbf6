import { describe, expect, it } from "vitest";
import { tell } from "./tell.ts";
import { saidAfter, saidOf, web } from "./writing.ts";

describe("what a release says of the schema", () => {
  tell([
    [
      "a release that does not run with the schema that it makes",
      ["release", "schema", "version"],
      "0043",
      'release.schema.runsWith: a list without "0043" · version among them: the release runs with the schema that it makes',
    ],
    [
      "its own version as an older one",
      ["release", "schema", "keeps"],
      ["0041", "0042"],
      'release.schema.keeps[1]: "0042", the release\'s own version · versions before it',
    ],
    [
      "a version that it keeps twice",
      ["release", "schema", "keeps"],
      ["0041", "0040", "0041"],
      'release.schema.keeps[2]: "0041" for the second time · each version once',
    ],
    [
      "a version that it runs with twice, in staging too",
      ["release", "schema", "runsWith"],
      ["0042", "0041", "0042"],
      'release.schema.runsWith[2]: "0042" for the second time · each version once',
      "staging",
    ],
    [
      "versions that are numbers to YAML",
      ["release", "schema", "runsWith"],
      [41, "0042"],
      "release.schema.runsWith[0]: 41 · letters, digits, dots, hyphens and underscores, up to 64",
    ],
  ]);

  it("may leave out every older version: a contract step", () => {
    const contract = { version: "0042", runsWith: ["0042"], keeps: [] };

    expect(saidOf(["release", "schema"], contract)).toEqual([]);
  });
});

describe("the migration", () => {
  const gate =
    "a service of kind api or web that is deployed by canary, linear or blue-green: its deployment waits for the migration";

  it("does not tell a task to follow one whose service is not there", () => {
    expect(saidOf(["tasks", "migrate", "service"], "ap")).toEqual([
      'tasks.migrate.service: "ap", which is not declared · a declared service: api, worker, scheduler, scraper · did you mean "api"?',
    ]);
  });

  it("refuses a service whose deployment has no hooks, and only that", () => {
    expect(saidOf(["tasks", "migrate", "service"], "worker")).toEqual([
      `tasks.migrate.service: "worker", of kind worker · ${gate}`,
    ]);
    expect(
      saidAfter([["tasks", "migrate", "service"], "worker"], [["tasks", "verify", "service"], "worker"]),
    ).toEqual([`tasks.migrate.service: "worker", of kind worker · ${gate}`]);
  });

  tell([
    [
      "a service that is deployed task by task, in staging too",
      ["services", "api", "deploy"],
      { strategy: "rolling" },
      `tasks.migrate.service: "api", whose deployment is rolling · ${gate}`,
      "staging",
    ],
    [
      "another image to look at the schema afterwards",
      ["tasks", "verify", "service"],
      "worker",
      'tasks.verify.service: "worker" · api, as tasks.migrate.service says: both run the same image',
    ],
  ]);

  it.each(["canary", "linear", "blue-green"])("may gate a deployment by %s", (strategy) => {
    expect(saidOf(["services", "api", "deploy"], { strategy }, "staging")).toEqual([]);
  });
});

describe("the time that a task has to finish", () => {
  tell([
    [
      "a request that may outlive its task",
      ["services", "api", "longestRequestSeconds"],
      60,
      "services.api.longestRequestSeconds: 60 · less than stopSeconds, 60: a task that leaves finishes what it has begun",
    ],
    [
      "a task that is killed before its requests have ended by default",
      ["services", "api", "stopSeconds"],
      30,
      "services.api.longestRequestSeconds: 30 · less than stopSeconds, 30: a task that leaves finishes what it has begun",
    ],
    [
      "a job that may outlive its task, in staging too",
      ["services", "worker", "stopSeconds"],
      100,
      "services.worker.jobs.longestSeconds: 100 · less than stopSeconds, 100: a task that leaves finishes what it has begun",
      "staging",
    ],
  ]);

  it("may be a second longer than the longest request or job", () => {
    expect(
      saidAfter([["services", "api", "stopSeconds"], 31], [["services", "worker", "stopSeconds"], 101]),
    ).toEqual([]);
  });
});

describe("a worker's queues", () => {
  const answers = {
    holds: "answers that can be computed again",
    dataClass: "technical",
    version: "8.1",
    nodeType: "cache.t4g.small",
    replicas: 1,
    snapshotDays: 7,
  };
  const url = { from: "cache-url", purpose: "another cache", cache: "second" };
  /** The worker uses two caches, of which the second has these roles. */
  const withSecond = (...roles: readonly string[]) =>
    [
      [["caches", "second"], { ...answers, roles }],
      [["secrets", "SECOND_URL"], url],
      [
        ["services", "worker", "secrets"],
        ["DATABASE_URL", "REDIS_URL", "SECOND_URL", "OPENAI_API_KEY", "SENTRY_DSN"],
      ],
      [
        ["services", "worker", "uses", "caches"],
        ["queue", "second"],
      ],
    ] as const;

  tell([
    [
      "a cache that holds none",
      ["caches", "queue", "roles"],
      ["sessions"],
      "services.worker.uses.caches: no cache that holds queues · a cache with the role queue: there is none",
    ],
    [
      "a cache that is not declared",
      ["services", "worker", "jobs", "cache"],
      "queues",
      'services.worker.jobs.cache: "queues", which is not declared · a declared cache: queue · did you mean "queue"?',
    ],
    [
      "a queue twice, in staging too",
      ["services", "worker", "queues"],
      ["enrichment", "ai_analysis", "enrichment"],
      'services.worker.queues[2]: "enrichment" for the second time · each queue once',
      "staging",
    ],
    [
      "a queue whose name would open other keys",
      ["services", "worker", "queues"],
      ["enrichment", "*"],
      'services.worker.queues[1]: "*" · letters, digits and . : - _ { }, up to 100',
    ],
  ]);

  it("are not looked for twice where a used cache is not declared", () => {
    expect(saidOf(["services", "worker", "uses", "caches"], ["queues"])).toEqual([
      'services.worker.secrets[1]: "REDIS_URL", the address of the cache queue, without using it · uses: { caches: [queue] } beside it',
      'services.worker.uses.caches[0]: "queues", which is not declared · a declared cache: queue · did you mean "queue"?',
    ]);
  });

  it("need a name where the worker uses two caches that could hold them", () => {
    expect(saidAfter(...withSecond("queue"))).toEqual([
      "services.worker.jobs.cache: nothing · the one of queue, second that holds its queues",
    ]);
    expect(saidAfter(...withSecond("queue"), [["services", "worker", "jobs", "cache"], "second"])).toEqual(
      [],
    );
  });

  it("need no name where one of its caches can hold them", () => {
    expect(saidAfter(...withSecond("cache"))).toEqual([]);
  });

  it("are not in a cache that evicts, nor in one that the worker does not use", () => {
    expect(saidAfter(...withSecond("cache"), [["services", "worker", "jobs", "cache"], "second"])).toEqual([
      'services.worker.jobs.cache: "second", which holds no queue · a cache with the role queue: queue',
    ]);
    expect(
      saidAfter(
        [["caches", "second"], { ...answers, roles: ["queue"] }],
        [["secrets", "SECOND_URL"], url],
        [["services", "worker", "jobs", "cache"], "second"],
      ),
    ).toEqual([
      'services.worker.jobs.cache: "second", which it does not use · one of its uses.caches: queue',
    ]);
  });

  it("may be shared by two services", () => {
    const worker = {
      kind: "worker",
      image: { digest: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/api@sha256:${"0".repeat(64)}` },
      size: { cpu: 256, memory: 1024 },
      scale: { min: 1, max: 2 },
      queues: ["enrichment"],
      secrets: ["REDIS_URL", "SENTRY_DSN"],
      uses: { caches: ["queue"] },
    };

    expect(saidOf(["services", "second"], worker)).toEqual([]);
  });
});

describe("services that call one another", () => {
  tell([
    [
      "one that is not declared",
      ["services", "scheduler", "uses", "services"],
      ["apis"],
      'services.scheduler.uses.services[0]: "apis", which is not declared · a declared service: api, worker, scheduler, scraper · did you mean "api"?',
    ],
    [
      "one that does not listen",
      ["services", "api", "uses", "services"],
      ["worker"],
      'services.api.uses.services[0]: "worker", which has no port · a service of kind api or web',
    ],
    [
      "itself",
      ["services", "api", "uses", "services"],
      ["api"],
      'services.api.uses.services[0]: "api", the service itself · another service',
    ],
    [
      "one twice",
      ["services", "worker", "uses", "services"],
      ["api", "api"],
      'services.worker.uses.services[1]: "api" for the second time · each name once',
    ],
    [
      "an address as a setting that the platform provides",
      ["services", "web"],
      web({ uses: { services: ["api"] }, env: { API_SERVICE_URL: "https://api.prospector.example" } }),
      'services.web.env.API_SERVICE_URL: "API_SERVICE_URL", which the platform provides · no setting of that name',
    ],
    [
      "an address of a service that is not called",
      ["services", "web"],
      web({ mustFill: ["API_SERVICE_URL"] }),
      'services.web.mustFill[0]: "API_SERVICE_URL", which nothing fills · a name from its env or secrets, or from the platform: CORS_ORIGINS, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME',
    ],
  ]);

  it.each(["worker", "scheduler", "scraper"])("may be called by %s, which is given the address", (id) => {
    expect(
      saidAfter(
        [["services", id, "uses", "services"], ["api"]],
        [["services", id, "mustFill"], ["API_SERVICE_URL"]],
      ),
    ).toEqual([]);
  });

  it("are given addresses under names without hyphens", () => {
    expect(
      saidAfter(
        [["services", "public-pages"], web({})],
        [["services", "worker", "uses", "services"], ["public-pages"]],
        [["services", "worker", "mustFill"], ["PUBLIC_PAGES_SERVICE_URL"]],
      ),
    ).toEqual([]);
  });
});

describe("how a service is asked whether it can serve", () => {
  tell([
    [
      "two ways inside of the container",
      ["services", "api", "healthCommand"],
      ["/check"],
      "services.api.health.client: python, beside a healthCommand · one of the two",
    ],
    [
      "the balancer's path as a further one",
      ["services", "api", "health", "also"],
      ["/api/status", "/health"],
      'services.api.health.also[1]: "/health", which health.path asks · each path once',
    ],
    [
      "a path twice, in staging too",
      ["services", "api", "health", "also"],
      ["/api/status", "/api/status"],
      'services.api.health.also[1]: "/api/status" for the second time · each path once',
      "staging",
    ],
  ]);
});
