import { describe, expect, it } from "vitest";
import { tell } from "./tell.ts";
import { saidAfter, saidOf, web } from "./writing.ts";

const served = "api.prospector.example, app.prospector.example";
const server = { kind: "server", host: "app.prospector.example", service: "pages" };

describe("the frontend", () => {
  tell([
    [
      "an API that is not declared",
      ["frontend", "api"],
      "apis",
      'frontend.api: "apis", which is not declared · a declared service: api, worker, scheduler, scraper · did you mean "api"?',
    ],
    [
      "an API that serves nobody",
      ["frontend", "api"],
      "worker",
      'frontend.api: "worker", of kind worker · a service of kind api',
    ],
    [
      "an address in the clear",
      ["frontend", "env", "VITE_LIVE_URL"],
      "ws://api.prospector.example/live",
      "frontend.env.VITE_LIVE_URL: an address in the clear · https:// or wss://: a browser blocks the rest",
    ],
    [
      "an address that nobody serves",
      ["frontend", "env", "VITE_API_BASE_URL"],
      "https://apis.prospector.example",
      `frontend.env.VITE_API_BASE_URL: apis.prospector.example, which neither a service here nor frontend.csp names · a host of the stack (${served}), or an origin in frontend.csp`,
    ],
    [
      "another port of a host of ours",
      ["frontend", "env", "VITE_API_BASE_URL"],
      "https://api.prospector.example:8443",
      `frontend.env.VITE_API_BASE_URL: api.prospector.example:8443, which neither a service here nor frontend.csp names · a host of the stack (${served}), or an origin in frontend.csp`,
    ],
    [
      "scripts out of addresses",
      ["frontend", "csp", "script-src"],
      ["https://js.stripe.com", "data:"],
      'frontend.csp.script-src[1]: "data:" · an origin or a hash: what anybody can write into an address would run',
    ],
    [
      "a directive that is not the stack's to set",
      ["frontend", "csp", "default-src"],
      ["https://js.stripe.com"],
      'frontend.csp.default-src: an unknown key "default-src" · connect-src, font-src, form-action, frame-src, img-src, manifest-src, media-src, script-src, style-src, worker-src',
    ],
    [
      "pages' errors that the content policy holds back",
      ["frontend", "csp"],
      {},
      "errorTracking.pages: no origin in frontend.csp that errors are sent to · the host of the DSN in frontend.csp.connect-src, e.g. https://o1.ingest.de.sentry.io",
    ],
    [
      "a bucket under the name of the site's",
      ["buckets"],
      {
        site: { holds: "files", dataClass: "business", retentionDays: null },
        reports: { holds: "files", dataClass: "business", retentionDays: null },
      },
      'buckets.site: "site", which the platform has already · another name',
    ],
  ]);

  it.each([
    [["frontend", "env", "VITE_API_BASE_URL"], "/api"],
    [["frontend", "env", "VITE_API_BASE_URL"], "https://app.prospector.example/api"],
    [["frontend", "env", "VITE_LIVE_URL"], "wss://api.prospector.example/live"],
    [["frontend", "env", "VITE_TITLE"], "Prospector: find them"],
    [["frontend", "env", "VITE_ERRORS_URL"], "https://o110022.ingest.de.sentry.io/1"],
    [["frontend", "api"], "api"],
    [["frontend", "csp", "worker-src"], ["blob:"]],
  ] as const)("takes %j = %j", (path, value) => expect(saidOf(path, value)).toEqual([]));

  const pages = web({ secrets: ["SENTRY_DSN"], size: { cpu: 512, memory: 1024 } });
  const noTracker = [["errorTracking"], { secret: "SENTRY_DSN" }] as const;

  it("has pages made by a service of kind web, and by no other", () => {
    expect(saidAfter(noTracker, [["services", "pages"], pages], [["frontend"], server])).toEqual([]);
    expect(saidAfter(noTracker, [["frontend"], { ...server, service: "api" }])).toEqual([
      'frontend.service: "api", of kind api · a service of kind web',
    ]);
    expect(saidAfter(noTracker, [["frontend"], server])).toEqual([
      'frontend.service: "pages", which is not declared · a declared service: api, worker, scheduler, scraper',
    ]);
  });

  it("passes /api/ on only to a service that has such a route", () => {
    const routes = ["/v1/*", "/health", "/api"];
    expect(
      saidAfter(
        [["services", "api", "routes"], routes],
        [["services", "api", "health"], { path: "/health", client: "python" }],
        [["services", "api", "surface"], { count: 0, public: [] }],
        [["probes"], { protected: [] }],
        [["frontend", "api"], "api"],
      ).filter((one) => one.startsWith("frontend")),
    ).toEqual([
      `frontend.api: "api", whose routes are ${routes.join(", ")} · a service with a route below /api/`,
    ]);
  });

  it("hands a server's pages no configuration of its own", () => {
    expect(saidAfter([["services", "pages"], pages], [["frontend"], server])).toEqual([
      "errorTracking.pages: pages that a service makes · only with frontend.kind static: who makes pages hands them their configuration itself",
    ]);
  });

  it("is not declared where there is no CloudFront", () => {
    expect(saidOf(["region"], "cn-north-1").filter((one) => one.startsWith("frontend"))).toEqual([
      "frontend: a frontend in cn-north-1 · no frontend: there is no CloudFront in that partition",
    ]);
  });
});
