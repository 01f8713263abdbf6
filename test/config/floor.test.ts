import { describe, expect, it } from "vitest";
import type { Path } from "../../config/finding.ts";
import { floor } from "../../config/floor.ts";
import { aurora, mistakesIn, mistakesWith, saidAfter, saidOf, textOf, web } from "./writing.ts";

/** A value just below each line of the floor, the place that is named, and what the refusal says. */
const below: readonly (readonly [change: Path, value: unknown, says: string, at?: string])[] = [
  [["database", "standby"], false, "keep a standby of the database (G01, C09)"],
  [["database", "backupDays"], 13, "keep at least 14 days of backups (K21, C14)"],
  [["database", "insights"], "standard", "keep Database Insights at advanced (P13, K12)"],
  [
    ["database"],
    aurora({ capacity: { min: 0.5, max: 8 } }),
    "keep at least one Aurora capacity unit: below it, a burst waits for memory (G01)",
    "database.capacity.min",
  ],
  [
    ["database", "statementTimeoutSeconds"],
    61,
    "bound what holds the database up: statementTimeoutSeconds at most 60 (C14)",
  ],
  [
    ["database", "idleTransactionSeconds"],
    301,
    "bound what holds the database up: idleTransactionSeconds at most 300 (P13)",
  ],
  [["caches", "queue", "replicas"], 0, "keep at least one replica of each cache (G02, C10)"],
  [
    ["caches", "queue", "snapshotDays"],
    6,
    "keep at least 7 days of snapshots of a cache that holds a queue or sessions (G02, C10)",
  ],
  [["backups", "dailyDays"], 34, "keep backups outside of the stores: dailyDays at least 35 (C14, K21)"],
  [
    ["backups", "monthlyMonths"],
    11,
    "keep backups outside of the stores: monthlyMonths at least 12 (C14, K21)",
  ],
  [["backups", "restoreTest", "every"], "month", "restore a backup at least every week (K21, K04)"],
  [["backups", "restoreTest", "tables"], [], "count the rows of at least one restored table (K21)"],
  [
    ["backups", "restoreTest", "schemaVersion"],
    null,
    "compare a restored schema's version: name its table and column (C13, K21)",
  ],
  [
    ["backups", "targets"],
    { rpoHours: 27 },
    "bound what a restore loses and how long it takes: rpoHours at most 26 (C14, K21)",
    "backups.targets.rpoHours",
  ],
  [
    ["backups", "targets"],
    { rtoHours: 9 },
    "bound what a restore loses and how long it takes: rtoHours at most 8 (C14, K21)",
    "backups.targets.rtoHours",
  ],
  [
    ["email", "dmarc", "policy"],
    "none",
    "ask receivers to quarantine or reject mail that is not signed by it: `none` only watches (G04)",
  ],
  [["secrets", "DATABASE_URL", "rotationDays"], 91, "rotate a credential at least every 90 days (G08)"],
  [
    ["secrets", "OPENAI_API_KEY", "maxAgeDays"],
    366,
    "ask for a new value of what people bring at least every 365 days (W07, G07)",
  ],
  [["network", "zones"], ["eu-central-1a", "eu-central-1b"], "stand in at least three zones (G05)"],
  [
    ["firewall"],
    { perMinute: { address: 3001 } },
    "bound what one address may ask for: firewall.perMinute.address at most 3000 (C06, K22)",
    "firewall.perMinute.address",
  ],
  [
    ["firewall"],
    { perMinute: { credential: 6001 } },
    "bound what one credential may ask for: firewall.perMinute.credential at most 6000 (C06, K22)",
    "firewall.perMinute.credential",
  ],
  [
    ["firewall"],
    { bodyKiB: 10_241 },
    "bound bodies: firewall.bodyKiB at most 10240; longer ones by firewall.uploads, path by path (C07)",
    "firewall.bodyKiB",
  ],
  [
    ["cors", "origins"],
    ["https://old.prospector.example"],
    "let in the pages that the stack itself serves and no others: of the frontend's host and of services of kind web (C05, W08)",
    "cors.origins[0]",
  ],
  [["network", "natPerZone"], false, "keep a NAT gateway in each zone (G05)"],
  ...["EmailAddress", "CreditCardNumber", "AwsSecretKey"].map(
    (identifier) =>
      [
        ["logs"],
        { masked: ["EmailAddress", "CreditCardNumber", "AwsSecretKey"].filter((one) => one !== identifier) },
        `mask ${identifier} in the applications' logs (K22, C18)`,
        "logs.masked",
      ] as const,
  ),
  [["retention", "applicationLogsDays"], 60, "keep logs at least 90 days (C15, C18)"],
  [["retention", "platformLogsDays"], 60, "keep logs at least 90 days (C15, C18)"],
  [["retention", "accessLogsDays"], 89, "keep logs at least 90 days (C15, C18)"],
  [
    ["services", "api", "scale", "min"],
    1,
    "run at least two tasks of each service that answers requests (P02, C11)",
  ],
  [
    ["services", "worker", "image"],
    { tag: "prospector-api:2026.11" },
    "name each image by digest: a tag can move and a build is made anew (C08, P17)",
  ],
  [
    ["services", "worker", "image"],
    { build: { context: "./backend" } },
    "name each image by digest: a tag can move and a build is made anew (C08, P17)",
  ],
  [
    ["services", "worker", "image", "digest"],
    `docker.io/prospector/api@sha256:${"0".repeat(64)}`,
    "pull images from a private ECR registry, which scans them (C08)",
  ],
  [
    ["services", "api", "env", "REQUIRE_AUTH"],
    "false",
    'require authentication ("true") wherever it can be switched (P06)',
  ],
  ...([{ strategy: "rolling" }, { strategy: "blue-green" }] as const).map(
    (deploy) =>
      [
        ["services", "web"],
        web({ deploy }),
        "release what answers requests to a share of the users first: by canary or linear (P16, K05)",
        "services.web.deploy.strategy",
      ] as const,
  ),
  ...(
    [
      { strategy: "canary", percent: 5.1 },
      { strategy: "linear", percent: 10.5 },
    ] as const
  ).map(
    (deploy) =>
      [
        ["services", "web"],
        web({ deploy }),
        "risk little at a time: percent at most 5 for a canary, 10 for each linear share (P16, K05)",
        "services.web.deploy.percent",
      ] as const,
  ),
  ...(
    [
      { strategy: "canary", stepMinutes: 9 },
      { strategy: "linear", stepMinutes: 4 },
    ] as const
  ).map(
    (deploy) =>
      [
        ["services", "web"],
        web({ deploy }),
        "watch a share before the next: stepMinutes at least 10 for a canary, 5 for a linear share (K05)",
        "services.web.deploy.stepMinutes",
      ] as const,
  ),
  ...(["canary", "linear"] as const).map(
    (strategy) =>
      [
        ["services", "web"],
        web({ deploy: { strategy, bakeMinutes: 9 } }),
        "keep the old tasks at least 10 minutes after all traffic has moved: bakeMinutes (K05, P16)",
        "services.web.deploy.bakeMinutes",
      ] as const,
  ),
  [
    ["services", "api", "health", "client"],
    undefined,
    "let each container that answers requests check itself: by health.client or a healthCommand (C11, P08)",
  ],
  [
    ["services", "api", "surface", "document"],
    undefined,
    "name the OpenAPI document of each API: surface.document (K02, K26)",
  ],
  [
    ["services", "api", "surface", "released"],
    undefined,
    "name the document of the live release, to which a release only adds: surface.released (K26)",
  ],
  [
    ["services", "api", "surface", "codeRoutes"],
    undefined,
    "name the list of what the code serves: surface.codeRoutes (K02)",
  ],
  [["release", "rollbackDays"], 6, "be able to go back to each release of the last 7 days (P17)"],
  [
    ["services", "worker", "spotPercent"],
    51,
    "keep half of a worker's tasks off Spot: spotPercent at most 50 (P09, P02)",
  ],
  [["oncall", "routes", 1, "carries"], ["ticket"], "page by at least two routes (G15)", "oncall.routes"],
  [
    ["oncall", "routes", 1, "carries"],
    ["page"],
    "have a route that carries tickets: what can wait must be read by somebody (G15)",
    "oncall.routes",
  ],
  [["budget"], undefined, "say what a month may cost, so that somebody hears of more (G15)"],
  [
    ["launch", "approvers"],
    [],
    "name at least one person whose GO opens it, with their public key (G18, K25)",
  ],
  [
    ["oncall", "routes", 0],
    { kind: "email", address: "second@prospector.example" },
    "page by at least one https route: a mailbox wakes nobody (G15)",
    "oncall.routes",
  ],
  [["slo", "p95Ms"], 251, "page no later than the go-live card: p95Ms at most 250 (K07)"],
  [["slo", "p95Minutes"], 6, "page no later than the go-live card: p95Minutes at most 5 (K07)"],
  [["slo", "errorPercent"], 0.6, "page no later than the go-live card: errorPercent at most 0.5 (K08)"],
  [["slo", "errorMinutes"], 3, "page no later than the go-live card: errorMinutes at most 2 (K08)"],
  [
    ["slo", "authFailuresPerMinute"],
    101,
    "page no later than the go-live card: authFailuresPerMinute at most 100 (K09)",
  ],
  [
    ["slo", "connectionsPercent"],
    81,
    "page no later than the go-live card: connectionsPercent at most 80 (K11)",
  ],
  [["slo", "slowQueryMs"], 1001, "page no later than the go-live card: slowQueryMs at most 1000 (K12)"],
  [["slo", "p99Ms"], 501, "page no later than the go-live card: p99Ms at most 500 (K23)"],
  [["slo", "availabilityPercent"], 99.8, "promise at least 99.9 % availability (K23)"],
  [["probes", "protected"], [], "probe, of every API, at least one operation that needs a token (K10, K22)"],
  [
    ["probes", "tenants"],
    undefined,
    "say what a tenant must not see of another, or why there is only one (`probes.tenants`) (G13)",
  ],
  [["probes", "everyMinutes"], 10, "probe every 5 minutes or more often (P14, K10)"],
  [["slo", "loadMs"], 3001, "call a page slow after three seconds: loadMs at most 3000 (C16)"],
  [
    ["trials", "smoke", 0, "shows"],
    "other",
    "try a login in `trials.smoke`: something is protected (G12, P19)",
    "trials.smoke",
  ],
  [
    ["trials", "smoke", 1, "shows"],
    "other",
    "try in `trials.smoke` to create something (G12)",
    "trials.smoke",
  ],
  [
    ["trials", "smoke", 2, "shows"],
    "other",
    "try in `trials.smoke` to read something back (G12)",
    "trials.smoke",
  ],
  [
    ["trials", "smoke", 6, "shows"],
    "other",
    "try in `trials.smoke` what sends an e-mail (G12, G04)",
    "trials.smoke",
  ],
  [
    ["trials", "smoke", 7, "shows"],
    "other",
    "try in `trials.smoke` what writes to a bucket (G12, G03)",
    "trials.smoke",
  ],
  [
    ["trials", "smoke", 5, "shows"],
    "other",
    "try in `trials.smoke` what a worker does (G12, P04)",
    "trials.smoke",
  ],
  [
    ["errorTracking"],
    undefined,
    "report unexpected errors somewhere: name the DSN under errorTracking (G06, K19)",
  ],
  [["telemetry"], undefined, "collect metrics and traces: name a collector under telemetry (C12, G06)"],
  [["services", "api", "metrics"], undefined, "expose Prometheus metrics of each API (C12)"],
  ...[
    { tag: "aws-otel-collector:v1" },
    { digest: `public.ecr.aws/aws-observability/aws-otel-collector@sha256:${"0".repeat(64)}` },
  ].map(
    (collector) =>
      [
        ["telemetry", "collector"],
        collector,
        "name the collector's image by digest, in a private ECR registry (C08)",
      ] as const,
  ),
];

describe("the production floor", () => {
  it.for(below)("refuses %j = %j: production must %s", ([path, value, says, at = path.join(".")]) => {
    const mistakes = mistakesWith(path, value);

    expect(mistakes.map((mistake) => [mistake.path, mistake.allowed])).toEqual([
      [at, `production must ${says}`],
    ]);
  });

  it("has a case above for each of its lines", () => {
    const said = new Set(below.map(([, , says]) => says));

    expect(new Set(floor.map(({ says, requirements }) => `${says} (${requirements.join(", ")})`))).toEqual(
      said,
    );
  });

  it("does not bind staging", () => {
    expect(saidOf(["database", "backupDays"], 1, "staging")).toEqual([]);
  });

  it("asks no snapshots of a cache whose keys can be computed again", () => {
    expect(
      saidAfter(
        [["caches", "answers"], { ...cacheAlone, roles: ["cache"], snapshotDays: 0 }],
        [["secrets", "ANSWERS_URL"], { from: "cache-url", purpose: "answers", cache: "answers" }],
      ),
    ).toEqual([]);
  });

  it("takes a linear release, and a container that is asked by a command of its own", () => {
    const own = { deploy: { strategy: "linear" }, health: { path: "/healthz" }, healthCommand: ["/check"] };

    expect(saidOf(["services", "web"], web(own))).toEqual([]);
  });

  it("lets an isolated service run on Spot alone", () => {
    expect(saidOf(["services", "scraper", "spotPercent"], 100)).toEqual([]);
  });

  it("is told from the stack's name: no key makes production staging", () => {
    expect(saidOf(["environment"], "staging")).toEqual([
      'environment: staging · production, as the stack is named "production"',
    ]);
    expect(
      mistakesIn(textOf("Pulumi.staging.yaml"), "eu-prod").map(({ path, allowed }) => [path, allowed]),
    ).toEqual([["environment", 'production, as the stack is named "eu-prod"']]);
    expect(saidOf(["environment"], "production", "staging")).toContain(
      'environment: production · staging, as the stack is named "staging"',
    );
  });
});

const cacheAlone = {
  holds: "answers that can be computed again",
  dataClass: "technical",
  version: "8.1",
  nodeType: "cache.t4g.small",
  replicas: 1,
};
