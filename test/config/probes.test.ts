import { describe, expect, it } from "vitest";
import { tell } from "./tell.ts";
import { saidAfter, saidOf } from "./writing.ts";

const leak = (change: object) => ({
  leaks: [{ service: "api", path: "/api/companies/1", as: "TENANT_PROBE_TOKEN", ...change }],
});
const closed = (change: object) => [{ service: "api", path: "/api/companies", ...change }];

describe("what is probed from outside", () => {
  tell([
    [
      "a closed path of a service that is not declared",
      ["probes", "protected"],
      closed({ service: "apis" }),
      'probes.protected[0].service: "apis", which is not declared · a declared service: api, worker, scheduler, scraper · did you mean "api"?',
      "staging",
    ],
    [
      "a closed path of a service that nobody outside reaches",
      ["probes", "protected"],
      closed({ service: "worker" }),
      'probes.protected[0].service: "worker", of kind worker · a service of kind api',
      "staging",
    ],
    [
      "a closed path that no route reaches",
      ["probes", "protected"],
      closed({ path: "/admin" }),
      'probes.protected[0].path: "/admin", which no route reaches · a path under /api/*, /health',
    ],
    [
      "a closed path that is public",
      ["probes", "protected"],
      closed({ path: "/api/status" }),
      'probes.protected[0].path: "/api/status", which api serves to everybody (GET) · a path that needs a token: none of its health paths and public operations',
    ],
    [
      "a closed path that shows the service's health",
      ["probes", "protected"],
      closed({ path: "/api/db/info" }),
      'probes.protected[0].path: "/api/db/info", which api serves to everybody (GET) · a path that needs a token: none of its health paths and public operations',
    ],
    [
      "a closed path for the second time",
      ["probes", "protected"],
      [...closed({}), ...closed({ method: "GET" })],
      "probes.protected[1]: GET /api/companies of api for the second time · each operation once",
    ],
    [
      "a tenant's path that no route reaches",
      ["probes", "tenants"],
      leak({ path: "/companies/1" }),
      'probes.tenants.leaks[0].path: "/companies/1", which no route reaches · a path under /api/*, /health',
    ],
    [
      "a tenant's path that is public",
      ["probes", "tenants"],
      leak({ path: "/health" }),
      'probes.tenants.leaks[0].path: "/health", which api serves to everybody (GET) · a path that needs a token: none of its health paths and public operations',
    ],
    [
      "a stranger's token that is not declared",
      ["probes", "tenants"],
      leak({ as: "TENANT_TOKEN" }),
      'probes.tenants.leaks[0].as: "TENANT_TOKEN", which is not declared · a declared secret: DATABASE_URL, REDIS_URL, OPENAI_API_KEY, SUPABASE_JWT_SECRET, SCRAPER_API_TOKEN, SENTRY_DSN, PAGES_SENTRY_DSN, TENANT_PROBE_TOKEN, SMOKE_TOKEN · did you mean "TENANT_PROBE_TOKEN"?',
    ],
    [
      "a stranger's token that the platform makes",
      ["probes", "tenants"],
      leak({ as: "DATABASE_URL" }),
      'probes.tenants.leaks[0].as: "DATABASE_URL", which is from database-url · a secret that is provided',
    ],
    [
      "a runtime that has no browser",
      ["probes", "runtime"],
      "syn-nodejs-puppeteer-6.2",
      'probes.runtime: "syn-nodejs-puppeteer-6.2" · a runtime such as syn-nodejs-playwright-9.0',
    ],
    [
      "a bucket under the name of the probes'",
      ["buckets"],
      {
        probes: { holds: "files", dataClass: "business", retentionDays: null },
        reports: { holds: "files", dataClass: "business", retentionDays: null },
      },
      'buckets.probes: "probes", which the platform has already · another name',
    ],
  ]);

  it("is public below a path whose end is any run of characters, as the firewall lets it in", () => {
    const below = { method: "GET", path: "/api/files/{name:path}" };
    expect(
      saidAfter(
        [["services", "api", "surface", "public", 1], below],
        [["probes", "protected"], closed({ path: "/api/files/reports/2027" })],
      ),
    ).toContain(
      'probes.protected[0].path: "/api/files/reports/2027", which api serves to everybody (GET) · a path that needs a token: none of its health paths and public operations',
    );
  });

  it("may be closed to one method and open to another", () => {
    expect(saidOf(["probes", "protected"], closed({ path: "/api/status", method: "POST" }))).toEqual([]);
  });
});
