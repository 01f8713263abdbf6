import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textIn } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SmokeStep, trials } from "../../config/shape/trials.ts";
import { type Around, type Done, done } from "../../ops/smoke/check.ts";
import { leafAt } from "../../ops/smoke/json-place.ts";
import { filledPath, type Operation } from "../../ops/smoke/operations.ts";
import { paceOf } from "../../ops/smoke/pace.ts";
import { stepCheck, type Words } from "../../ops/smoke/step.ts";
import { closedCheck, publicCheck } from "../../ops/smoke/surface.ts";
import { aroundOf, outcomeOf, smoke } from "../../ops/smoke.ts";
import { targetAt } from "../../ops/target.ts";
import { askerOf, patient } from "../../ops/trial/asker.ts";
import { beginTrial, type Trial } from "../../ops/trial/trial.ts";
import { root } from "../config/writing.ts";
import { listening, silenced } from "../listening.ts";

interface Asked {
  readonly what: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}
type Reply = { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> };

const folder = mkdtempSync(join(tmpdir(), "golive-smoke-unit-"));
let server: Server;
let origin = "";
let asked: Asked[] = [];
let reply: (asked: Asked) => Reply = () => ({ status: 200 });
let trial: Trial;
let around: Around;
const going = new AbortController();

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const one = {
      what: `${request.method} ${request.url}`,
      headers: request.headers,
      body: await textIn(request),
    };
    asked.push(one);
    const { status, body = "", headers = {} } = reply(one);
    response.writeHead(status, headers).end(body);
  });
  origin = `http://127.0.0.1:${await listening(server)}`;
});
afterAll(() => {
  silenced(server);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  asked = [];
  reply = () => ({ status: 200 });
  process.env.TENANT_PROBE_TOKEN = "a-strangers-token";
  const through = { api: origin, pages: origin };
  trial = await beginTrial(targetAt(join(root, "Pulumi.staging.yaml")), {
    evidence: folder,
    through,
    commit: null,
  });
  around = aroundOf(trial, going.signal);
});
afterEach(() => {
  delete process.env.TENANT_PROBE_TOKEN;
});

/** One step as a stack file writes it. */
const stepOf = (step: object): SmokeStep => {
  const [read] = trials.parse({ smoke: [{ id: "one", service: "api", path: "/api/x", ...step }] }).smoke;
  if (!read) throw new Error("no step");
  return read;
};
const words = (): Words =>
  new Map([
    ["run", "smoke1"],
    ["email", "a@b.example"],
  ]);
const ran = (step: object, known = words()) =>
  done(stepCheck(trial.target.config, stepOf(step), known), around);

describe("a declared step", () => {
  it("sends what its words and secrets are, and keeps what it is told to", async () => {
    reply = () => ({ status: 201, body: '{"id": 7, "name": "Smoke smoke1"}' });
    const known = words().set("number", 3);
    const said = await ran(
      {
        method: "POST",
        path: "/api/x/{run}?to={email}",
        as: "TENANT_PROBE_TOKEN",
        headers: { "x-who": "{TENANT_PROBE_TOKEN}" },
        json: { name: "Smoke {run}", number: "{number}", deep: [{ by: "{email}" }], rest: "{unknown}" },
        expect: { status: [200, 201], json: { name: "Smoke {run}", id: 7 } },
        keep: { thing: "id" },
      },
      known,
    );
    expect(said).toMatchObject({ passed: true, found: "201" });
    expect(known.get("thing")).toBe(7);
    expect(asked.map(({ what }) => what)).toEqual(["POST /api/x/smoke1?to=a%40b.example"]);
    expect(asked[0]?.headers).toMatchObject({
      authorization: "Bearer a-strangers-token",
      "x-who": "a-strangers-token",
      "content-type": "application/json",
      "x-request-id": around.own.run,
    });
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({
      name: "Smoke smoke1",
      number: 3,
      deep: [{ by: "a@b.example" }],
      rest: "{unknown}",
    });
  });

  it("sends a form where one is written", async () => {
    await ran({ method: "POST", form: { username: "{email}", password: "{run}" }, expect: { status: 200 } });
    expect([asked[0]?.headers["content-type"], asked[0]?.body]).toEqual([
      "application/x-www-form-urlencoded",
      "username=a%40b.example&password=smoke1",
    ]);
  });

  it.for([
    ["another status", { expect: { status: 201 } }, "answered 200, not 201"],
    [
      "another value",
      { expect: { status: 200, json: { state: "done" } } },
      '`state` is "queued", not "done"',
    ],
    ["no value", { expect: { status: 200, json: { "a.b": 1 } } }, "`a.b` is nothing, not 1"],
    ["nothing to keep", { expect: { status: 200 }, keep: { it: "empty" } }, "there is nothing at `empty`"],
  ] as const)("is wrong by %s, and repeats nothing else of the answer", async ([, step, found]) => {
    reply = () => ({ status: 200, body: '{"state": "queued", "empty": null, "secret": "not to be shown"}' });
    expect(await ran(step)).toMatchObject({ passed: false, found });
  });

  it("is wrong where nobody answers, and quotes nobody", async () => {
    const away = { ...around, address: () => "http://127.0.0.1:1" };
    const check = stepCheck(trial.target.config, stepOf({ expect: { status: 200 } }), words());
    expect(await done(check, away)).toMatchObject({
      passed: false,
      found: expect.stringMatching(/^failed with /),
    });
  });

  it("asks again until the answer is right, and no longer than it is told", async () => {
    reply = () => ({ status: asked.length < 2 ? 404 : 200 });
    expect(await ran({ expect: { status: 200 }, withinSeconds: 10 })).toMatchObject({ passed: true });
    expect(asked.length).toBe(2);
    asked = [];
    reply = () => ({ status: 404 });
    expect(await ran({ expect: { status: 200 }, withinSeconds: 3 })).toMatchObject({
      found: "answered 404, not 200, and that for 3 s",
    });
    expect(asked.length).toBe(2);
  }, 20_000);

  it("needs a token that somebody has", async () => {
    delete process.env.TENANT_PROBE_TOKEN;
    process.env.TENANT_PROBE_TOKEN = " ";
    expect(await ran({ as: "TENANT_PROBE_TOKEN", expect: { status: 200 } })).toMatchObject({
      passed: false,
      found: "the secret TENANT_PROBE_TOKEN holds nothing that can be sent; its value is not shown",
    });
    expect(asked).toEqual([]);
  });
});

describe("the surface", () => {
  const operation = (change: Partial<Operation>): Operation => ({
    ...{ service: "api", method: "GET", path: "/api/x", public: false, parameters: {} },
    ...{ refusesEmpty: false, mayRefuse: false },
    ...change,
  });
  const free = async () => {};

  it("is closed where everything that is not public refuses", async () => {
    reply = ({ what }) => ({ status: what.startsWith("DELETE") ? 204 : 401 });
    const closed = closedCheck(
      "api",
      [
        operation({ path: "/api/x/{id}", parameters: { id: "integer" } }),
        operation({ path: "/api/y", public: true }),
        operation({ method: "DELETE", path: "/api/x" }),
      ],
      free,
    );
    expect(await done(closed, around)).toMatchObject({ passed: true });
    // What is public is not asked, and a whole collection is not deleted.
    expect(asked.map(({ what }) => what)).toEqual(["GET /api/x/999999999"]);
  });

  it("is open where something answers without a token (K10)", async () => {
    reply = () => ({ status: 422 });
    const said = await done(closedCheck("api", [operation({ method: "POST" })], free), around);
    expect(said).toMatchObject({
      passed: false,
      found: "POST /api/x answered 422 without a token, not 401 or 403",
      requirements: ["K02", "K10", "K26"],
    });
  });

  it("opens as many operations as are declared (K02)", async () => {
    reply = ({ what }) => ({ status: what.includes("login") ? 401 : what.includes("gone") ? 404 : 200 });
    const operations = [
      operation({ path: "/api/status", public: true }),
      operation({ method: "POST", path: "/login", public: true, refusesEmpty: true, mayRefuse: true }),
      operation({ method: "POST", path: "/subscribe", public: true }),
      operation({ path: "/api/x" }),
    ];
    expect(await done(publicCheck("api", 3, operations), around)).toMatchObject({
      passed: true,
      found: "3 of 3, 1 of them not called: they might change something",
    });
    expect(asked.map(({ what }) => what).sort()).toEqual(["GET /api/status", "POST /login"]);
    expect(await done(publicCheck("api", 2, operations), around)).toMatchObject({
      passed: false,
      found: "3 public operations are found, and 2 are declared",
    });
    const gone = [...operations, operation({ path: "/gone", public: true })];
    expect(await done(publicCheck("api", 4, gone), around)).toMatchObject({
      found: "3 public operations are found, and 4 are declared; GET /gone answered 404",
    });
  });

  it("asks for what is nobody's", () => {
    expect(filledPath({ path: "/a/{id}/{of}/{x}", parameters: { id: "integer", of: "uuid" } })).toBe(
      "/a/999999999/00000000-0000-4000-8000-000000000000/golive-nobody",
    );
  });
});

describe("asking", () => {
  it("waits where it is told that it asks too much, and asks again", async () => {
    reply = () => (asked.length < 2 ? { status: 429, headers: { "retry-after": "1" } } : { status: 200 });
    expect(await patient(askerOf())({ url: origin })).toMatchObject({ status: 200 });
    expect(asked.length).toBe(2);
  });

  it("follows no redirect, and reads a body only where it is told to", async () => {
    reply = () => ({ status: 302, headers: { location: `${origin}/else` }, body: "moved" });
    expect(await askerOf()({ url: origin })).toMatchObject({ status: 302, text: "" });
    expect(asked.length).toBe(1);
  });

  it("waits no longer than it is told", async () => {
    const silent = createServer(() => {});
    const url = `http://127.0.0.1:${await listening(silent)}`;
    expect(await askerOf({ withinMs: 200 })({ url })).toMatchObject({
      failed: "did not answer within 0.2 s",
    });
    silenced(silent);
  });

  it("causes no more refusals in a minute than half of what pages somebody", async () => {
    const pace = paceOf(4, going.signal, 300);
    const from = Date.now();
    await pace();
    await pace();
    expect(Date.now() - from).toBeLessThan(200);
    await pace();
    expect(Date.now() - from).toBeGreaterThanOrEqual(295);
  });

  it("finds a place in an answer, and nothing that has parts", () => {
    const value = { items: [{ id: 7 }], none: null };
    expect([
      leafAt(value, "items.0.id"),
      leafAt(value, "none"),
      leafAt(value, "items"),
      leafAt(value, "a.b"),
    ]).toEqual([7, null, undefined, undefined]);
    expect(leafAt([1], "0")).toBe(1);
  });
});

describe("a smoke test", () => {
  it("goes on after a failed check, and stops the steps that build on a failed one", async () => {
    const log = join(folder, "product.log");
    writeFileSync(log, "");
    const { config } = trial.target;
    config.logs.requestId = "request_id";
    reply = ({ what, headers }) => {
      const id = headers["x-request-id"];
      writeFileSync(log, `${JSON.stringify({ request_id: id, status: 418 })}\n`, { flag: "a" });
      return { status: asked.length > 400 ? 429 : what.includes("/health") ? 200 : 418 };
    };
    config.firewall.perMinute.address = 300;
    const told: Done[] = [];
    const found = await smoke(trial, {
      documents: { operations: [], undocumented: [] },
      logs: log,
      signal: going.signal,
      begin: () => {},
      end: (one) => told.push(one),
    });
    expect(told).toEqual(found);
    const state = Object.fromEntries(
      found.map(({ name, passed, skipped }) => [name.split(":")[0], [passed, skipped]]),
    );
    expect(state).toMatchObject({
      "api /health is healthy": [true, false],
      "api /api/status is healthy": [false, false],
      login: [false, false],
      create: [false, true],
      reported: [false, true],
      "api logs each request with its id": [true, false],
      "logs hold nothing confidential": [true, false],
      "api answers 429 to a burst": [true, false],
    });
    const outcome = outcomeOf(found, going.signal);
    expect(outcome.passed).toBe(false);
    expect(outcome.measurements).toMatchObject({ checks: found.length, skipped: 7 });
    expect(outcome.failures?.find(({ what }) => what.startsWith("enriched"))).toEqual({
      what: "enriched: GET /api/companies/{company}: skipped: a step before it failed",
      requirements: ["G12", "P04", "P19"],
    });
  }, 60_000);

  it("that was stopped never counts", () => {
    const stopped = AbortSignal.abort();
    const one = { name: "x", requirements: [], passed: true, found: "200", ms: 1, skipped: false };
    expect(outcomeOf([one], stopped)).toMatchObject({ passed: false, says: "stopped: 1 of 1 checks hold" });
    expect(outcomeOf([], going.signal).passed).toBe(false);
  });
});
