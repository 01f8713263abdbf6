import { describe, expect, it } from "vitest";
import { providedTo } from "../../config/provided.ts";
import { isCollected } from "../../config/telemetry.ts";
import { configOf } from "./config-of.ts";
import { tell } from "./tell.ts";
import { mistakesWith, saidAfter } from "./writing.ts";

describe("a collector beside a service", () => {
  tell([
    [
      "a task that is too small for both",
      ["services", "scheduler", "size"],
      { cpu: 256, memory: 512 },
      "services.scheduler.size.memory: 512 MiB, of which the collector beside it takes 256 · at least 768 MiB, so that the service keeps 512",
      "staging",
    ],
    [
      "metrics where the balancer asks too",
      ["services", "api", "metrics"],
      { port: 8000 },
      "services.api.metrics.port: 8000, where the balancer asks too · a port of its own: the world reaches all paths of the other",
    ],
    [
      "metrics of a service that the collector could not write for",
      ["services", "scraper"],
      {
        ...configOf("production").services.scraper,
        metrics: { port: 9102 },
        egress: [{ to: "203.0.113.0/24", port: 443, why: "the one partner" }],
      },
      "services.scraper.metrics: metrics that no collector reads, for want of a way out · egress to 0.0.0.0/0 on 443, by which a collector beside it could write; or no metrics",
    ],
    [
      "metrics where the collector listens",
      ["services", "worker", "metrics"],
      { port: 4318 },
      "services.worker.metrics.port: 4318, where the collector beside it listens · a port other than 4317, 4318, 13133",
    ],
    [
      "an image of another region",
      ["telemetry", "collector", "digest"],
      `111122223333.dkr.ecr.us-east-1.amazonaws.com/aws-otel-collector@sha256:${"0".repeat(64)}`,
      "telemetry.collector.digest: a registry in us-east-1 · a registry in eu-central-1",
    ],
    [
      "a variable that it gives",
      ["services", "worker", "env"],
      { LOG_FORMAT: "json", OTEL_SERVICE_NAME: "jobs" },
      'services.worker.env.OTEL_SERVICE_NAME: "OTEL_SERVICE_NAME", which the platform provides · no setting of that name',
    ],
  ]);

  it("leaves its own name to no service", () => {
    const { worker } = configOf("production").services;
    expect(
      mistakesWith(["services", "collector"], worker).map(({ path, found }) => `${path}: ${found}`),
    ).toContain('services.collector: "collector", which the platform has already');
  });

  it("runs where it can write: beside all but what may not go everywhere on 443", () => {
    const { telemetry, services } = configOf("production");
    const { api, scraper } = services;
    if (api === undefined || scraper?.kind !== "isolated") throw new Error("other services");
    const bound = { ...scraper, egress: [{ to: "203.0.113.0/24", port: 443, why: "the one partner" }] };
    expect([api, scraper, bound].map((one) => isCollected(telemetry, one))).toEqual([true, true, false]);
    expect(isCollected(undefined, api)).toBe(false);
  });

  it("is what gives a service the variables of OpenTelemetry", () => {
    const uses = { database: false, email: false, buckets: [], services: [] };
    expect(providedTo(uses, { readReplicas: 0 }, true)).toEqual([
      "CORS_ORIGINS",
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      "OTEL_RESOURCE_ATTRIBUTES",
      "OTEL_SERVICE_NAME",
    ]);
    expect(providedTo(uses, { readReplicas: 0 })).toEqual(["CORS_ORIGINS"]);
  });
});

describe("error tracking", () => {
  tell([
    [
      "a secret that is not declared",
      ["errorTracking", "secret"],
      "SENTRY_DNS",
      'errorTracking.secret: "SENTRY_DNS", which is not declared · a declared secret: OPENAI_API_KEY, SCRAPER_API_TOKEN, SENTRY_DSN, PAGES_SENTRY_DSN, TENANT_PROBE_TOKEN, SMOKE_TOKEN · did you mean "SENTRY_DSN"?',
    ],
    [
      "a service that reports nothing",
      ["services", "worker", "secrets"],
      ["DATABASE_URL", "REDIS_URL", "OPENAI_API_KEY"],
      "services.worker.secrets: a list without SENTRY_DSN · SENTRY_DSN among them: its errors are reported too",
    ],
    [
      "pages that report nothing",
      ["errorTracking"],
      { secret: "SENTRY_DSN" },
      "errorTracking.pages: nothing, and a frontend · the name of the secret with the DSN of the pages: browsers must not know that of the services",
    ],
    [
      "pages that report where services do",
      ["errorTracking", "pages"],
      "SENTRY_DSN",
      'errorTracking.pages: "SENTRY_DSN", the services\' own · a DSN of its own, for every browser can read it',
    ],
  ]);

  it("refuses a secret that no person provides", () => {
    expect(
      saidAfter([["secrets", "PAGES_SENTRY_DSN"], { from: "generated", purpose: "where errors go" }]),
    ).toEqual(['errorTracking.pages: "PAGES_SENTRY_DSN", from generated · a secret from: provided']);
  });
});
