import { describe, expect, it } from "vitest";
import { tell } from "./tell.ts";
import { saidOf } from "./writing.ts";

const held = { reason: "a client calls too often", owner: "growth", until: "2027-01-31" };
const counted = { rule: "sql", reason: "its first week before users", owner: "growth", until: "2027-01-31" };

describe("the firewall", () => {
  tell([
    [
      "a rule that counts twice",
      ["firewall"],
      { countOnly: [counted, counted] },
      'firewall.countOnly[1].rule: "sql" for the second time · each rule once',
    ],
    [
      "a rule that counts and is not there",
      ["firewall"],
      { countOnly: [{ ...counted, rule: "bots" }] },
      'firewall.countOnly[0].rule: "bots", which firewall.bots has off · a rule that is there, or firewall.bots: common',
    ],
    [
      "two lengths for one path",
      ["firewall"],
      {
        uploads: [
          { path: "/api/files/*", bodyKiB: 2048 },
          { path: "/api/files/*", bodyKiB: 4096 },
        ],
      },
      'firewall.uploads[1].path: "/api/files/*" for the second time · each path once',
    ],
    [
      "longer bodies where nothing is served",
      ["firewall"],
      { uploads: [{ path: "/files/*", bodyKiB: 2048 }] },
      'firewall.uploads[0].path: "/files/*", which no route reaches · a path under /api/*, /health',
    ],
    [
      "longer bodies that are no longer",
      ["firewall"],
      { bodyKiB: 2048, uploads: [{ path: "/api/files/*", bodyKiB: 2048 }] },
      "firewall.uploads[0].bodyKiB: 2048 · more than firewall.bodyKiB, 2048, which holds everywhere else",
    ],
    [
      "a credential twice",
      ["firewall"],
      { credentials: [{ cookie: "session" }, { cookie: "session" }] },
      "firewall.credentials[1]: cookie session for the second time · each credential once",
    ],
    [
      "a credential that every browser sends",
      ["firewall"],
      { credentials: [{ header: "user-agent" }] },
      'firewall.credentials[0].header: "user-agent", which shows nothing of who asks · a header that only a client with a credential sends; for a cookie, its name',
    ],
    [
      "a rate of production's that bounds nothing",
      ["firewall"],
      { perMinute: { address: 5000 } },
      "firewall.perMinute.address: 5000 · production must bound what one address may ask for: firewall.perMinute.address at most 3000 (C06, K22)",
    ],
    [
      "a credential's rate of production's that bounds nothing",
      ["firewall"],
      { perMinute: { credential: 60000 } },
      "firewall.perMinute.credential: a number, not shown · production must bound what one credential may ask for: firewall.perMinute.credential at most 6000 (C06, K22)",
    ],
    [
      "bodies of any length in production",
      ["firewall"],
      { bodyKiB: 1_048_576 },
      "firewall.bodyKiB: 1048576 · production must bound bodies: firewall.bodyKiB at most 10240; longer ones by firewall.uploads, path by path (C07)",
    ],
    [
      "an origin in production that the stack does not serve",
      ["cors", "origins"],
      ["https://app.prospector.example", "https://old.prospector.example"],
      'cors.origins[1]: "https://old.prospector.example" · production must let in the pages that the stack itself serves and no others: of the frontend\'s host and of services of kind web (C05, W08)',
    ],
  ]);
});

describe("the surface", () => {
  tell([
    [
      "a protected path that no route reaches",
      ["services", "api", "surface", "protected"],
      ["/v2/*"],
      'services.api.surface.protected[0]: "/v2/*", which no route reaches · a path under /api/*, /health',
    ],
    [
      "tokens verified by a balancer whose rules ECS moves",
      ["services", "api", "surface", "jwt"],
      { issuer: "https://id.prospector.example", jwks: "https://id.prospector.example/jwks.json" },
      "services.api.surface.jwt: a balancer that verifies tokens, with deploy.strategy canary · deploy.strategy rolling, or tokens verified by the service alone",
    ],
  ]);

  it("takes protected paths that a route reaches", () => {
    expect(saidOf(["services", "api", "surface", "protected"], ["/api/companies*"])).toEqual([]);
  });
});

describe("breakers", () => {
  tell([
    [
      "a path of a service that is not declared",
      ["breakers"],
      { demote: [{ service: "apis", path: "/api/status", ...held }] },
      'breakers.demote[0].service: "apis", which serves no paths · the name of a service of kind api or web',
    ],
    [
      "a path of a service that serves none",
      ["breakers"],
      { demote: [{ service: "worker", path: "/api/status", ...held }] },
      'breakers.demote[0].service: "worker", which serves no paths · the name of a service of kind api or web',
    ],
    [
      "a path that nobody serves",
      ["breakers"],
      { demote: [{ service: "api", path: "/v2/*", ...held }] },
      'breakers.demote[0].path: "/v2/*", which no route of api reaches · a path under /api/*, /health',
    ],
    [
      "a path twice",
      ["breakers"],
      {
        demote: [
          { service: "api", path: "/api/status", ...held },
          { service: "api", path: "/api/status", answer: "unavailable", ...held },
        ],
      },
      'breakers.demote[1]: "api /api/status" for the second time · each path of a service once',
    ],
    [
      "a frozen surface that is not what is declared",
      ["breakers"],
      { freeze: { operations: 3, ...held } },
      "breakers.freeze.operations: 3 · 2, the number of public operations that all services list: while frozen, none is added",
    ],
    [
      "a rate that is looser than the usual",
      ["breakers"],
      { rate: { address: 900, credential: 100, ...held } },
      "breakers.rate.address: 900 · at most 600, which firewall.perMinute allows already",
    ],
    [
      "a rate that is the usual one",
      ["breakers"],
      { rate: { address: 600, credential: 1200, ...held } },
      "breakers.rate: the rates that firewall.perMinute allows already · at least one of them lower",
    ],
    [
      "the pause of something that is no worker",
      ["breakers"],
      { pause: [{ worker: "api", ...held }] },
      'breakers.pause[0].worker: "api", which is no worker · the name of a service of kind worker',
    ],
    [
      "two pauses of one worker",
      ["breakers"],
      { pause: [1, 2].map(() => ({ worker: "worker", ...held })) },
      'breakers.pause[1].worker: "worker" for the second time · each worker once',
    ],
  ]);

  it.each([
    { demote: [{ service: "api", path: "/api/*", ...held }] },
    { freeze: { operations: 2, ...held } },
    { rate: { address: 60, credential: 1200, ...held } },
    { pause: [{ worker: "worker", ...held }] },
    // An end that is past is for the pack to say: an emergency's own deployment must not be refused.
    { pause: [{ worker: "worker", ...held, until: "2020-01-31" }] },
  ])("takes %j", (breakers) => {
    expect(saidOf(["breakers"], breakers)).toEqual([]);
  });
});
