import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import {
  type IncomingMessage,
  createServer as inTheClear,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as overTls } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { apiChecks } from "../../functions/probes/api.ts";
import { certificateEnds } from "../../functions/probes/certificate.ts";
import type { Check } from "../../functions/probes/run.ts";
import type { ApiSettings, TenantSettings } from "../../functions/probes/settings.ts";
import { tenantChecks } from "../../functions/probes/tenants.ts";
import { askAs } from "../../functions/shared/ask.ts";
import { listening, silenced } from "../listening.ts";
import { certificateIn, trust } from "./certificate.ts";
import { failedSteps } from "./failed-steps.ts";

type Fault =
  | "serves anybody"
  | "serves forged tokens"
  | "hides what it refuses"
  | "reflects origins"
  | "lets any origin in"
  | "trusts a beginning"
  | "lets nobody in"
  | "is broken"
  | "is slow"
  | "talks in the clear"
  | "leaks";

const folder = mkdtempSync(join(tmpdir(), "golive-probes-"));
const certificate = certificateIn(folder);
const ask = askAs("golive-probes/1");
const reader = "https://app.shop.example";
const stranger = "stranger-token-MARKER";
const faults = new Set<Fault>();
const asked: { readonly method: string; readonly url: string; readonly authorization: string | undefined }[] =
  [];
let tls: Server;
let plain: Server;
let settings: ApiSettings;
let tenants: TenantSettings;
let distrust = () => {};

/** A product that is as it should be, but for the faults that are switched on. */
function product(request: IncomingMessage, response: ServerResponse): void {
  const { method = "", url = "", headers } = request;
  const { origin, authorization } = headers;
  asked.push({ method, url, authorization });
  const allowed = allowedOf(origin);
  if (allowed !== undefined) response.setHeader("access-control-allow-origin", allowed);
  if (method === "OPTIONS") return void response.writeHead(204).end();
  if (url === "/health") {
    const answer = () => void response.writeHead(faults.has("is broken") ? 503 : 200).end("MARKER");
    return void (faults.has("is slow") ? setTimeout(answer, 1_500) : answer());
  }
  if (url === "/api/orders/1") {
    const known = authorization === `Bearer ${stranger}`;
    return void response.writeHead(known ? (faults.has("leaks") ? 200 : 404) : 401).end("MARKER");
  }
  const open =
    faults.has("serves anybody") || (authorization !== undefined && faults.has("serves forged tokens"));
  response.writeHead(open ? 200 : faults.has("hides what it refuses") ? 404 : 401).end("MARKER");
}

function allowedOf(origin: string | undefined): string | undefined {
  if (origin === undefined || faults.has("lets nobody in")) return undefined;
  if (faults.has("lets any origin in")) return "*";
  if (faults.has("reflects origins")) return origin;
  const ours = faults.has("trusts a beginning") ? origin.startsWith(reader) : origin === reader;
  return ours ? origin : undefined;
}

beforeAll(async () => {
  tls = overTls({ cert: certificate.pem, key: readFileSync(certificate.keyFile) }, product);
  plain = inTheClear((_, response) =>
    faults.has("talks in the clear")
      ? void response.writeHead(200).end("MARKER")
      : void response.writeHead(301, { location: "https://localhost:443/" }).end(),
  );
  const origin = `https://localhost:${await listening(tls)}`;
  settings = {
    kind: "api",
    origin,
    plain: `http://localhost:${await listening(plain)}`,
    health: ["/health"],
    readers: [reader],
    protected: [
      { method: "GET", path: "/api/orders" },
      { method: "POST", path: "/api/orders" },
    ],
    credentials: [{ header: "authorization" }],
    agent: "golive-probes/1",
    patienceSeconds: 1,
  };
  tenants = {
    kind: "tenants",
    leaks: [{ origin, path: "/api/orders/1", secret: "shop/STRANGER" }],
    agent: "golive-probes/1",
    patienceSeconds: 1,
  };
});
afterAll(() => {
  for (const server of [tls, plain]) silenced(server);
  rmSync(folder, { recursive: true, force: true });
});

let printed = "";
beforeEach(() => {
  printed = "";
  asked.length = 0;
  faults.clear();
  distrust = trust(certificate);
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  distrust();
  vi.restoreAllMocks();
});

/** The names of the steps that failed, and what the whole run says. The certificate is good for a day: the clock is set back. */
const probed = (daysFromNow = -30, checks: readonly Check[] = apiChecksAt(daysFromNow)) =>
  failedSteps(checks);

const apiChecksAt = (daysFromNow: number) =>
  apiChecks(settings, {
    ask,
    certificateEnds,
    now: () => new Date(Date.now() + daysFromNow * 86_400_000),
  });

describe("a probe of an API, over real TLS", () => {
  it("finds nothing wrong with a product that is as it should be, and asks with no body and no real token", async () => {
    expect(await probed()).toEqual({ failed: [], says: "" });
    expect(printed).toBe("");
    expect(new Set(asked.map(({ method, url }) => `${method} ${url}`))).toEqual(
      new Set([
        "GET /health",
        "OPTIONS /health",
        "OPTIONS /api/orders",
        "GET /api/orders",
        "POST /api/orders",
      ]),
    );
    expect(asked.length).toBeLessThan(20);
  });

  it.for<readonly [Fault, readonly string[], string]>([
    [
      "serves anybody",
      ["open-access", "refusal"],
      "open-access: GET /api/orders without a token answered 200; GET /api/orders with a forged token answered 200;",
    ],
    [
      "serves forged tokens",
      ["open-access", "refusal"],
      "open-access: GET /api/orders with a forged token answered 200;",
    ],
    ["hides what it refuses", ["refusal"], "refusal: GET /api/orders without a token answered 404;"],
    ["reflects origins", ["foreign-origin"], "lets pages of https://golive-probe.invalid read it"],
    ["lets any origin in", ["foreign-origin", "own-origin"], "(access-control-allow-origin: *)"],
    [
      "trusts a beginning",
      ["foreign-origin"],
      "lets pages of https://app.shop.example.golive-probe.invalid read it",
    ],
    [
      "lets nobody in",
      ["own-origin"],
      "own-origin: OPTIONS /api/orders does not let pages of https://app.shop.example read it",
    ],
    ["is broken", ["health"], "health: /health answered 503"],
    ["is slow", ["health"], "health: /health did not answer within 1 s"],
    ["talks in the clear", ["plain-http"], "plain-http: what comes in the clear is answered 200"],
  ])("finds, and names, a product that %s", async ([fault, failed, says]) => {
    faults.add(fault);
    const found = await probed();
    expect(found.failed).toEqual(failed);
    expect(found.says).toContain(says);
    expect(found.says + printed).not.toContain("MARKER");
  });

  it.for([
    [-21, ["certificate"], "the certificate ends in 21 days"],
    [-5, ["certificate", "certificate-week"], "the certificate ends in 5 days"],
    [30, ["certificate", "certificate-week"], "days ago"],
  ] as const)("finds a certificate that ends: %i days from now", async ([days, failed, says]) => {
    const found = await probed(days);
    expect(found.failed).toEqual(failed);
    expect(found.says).toContain(says);
  });

  it("leaves it to one step to tell that nobody answers, or that nobody would trust who does", async () => {
    distrust();
    const found = await probed();
    expect(found).toEqual({
      failed: ["health"],
      says: "health: /health failed with DEPTH_ZERO_SELF_SIGNED_CERT",
    });
  });
});

describe("a probe of two tenants", () => {
  const checks = (token: string | undefined) => tenantChecks(tenants, { ask, token: async () => token });

  it("is content where a stranger is told that there is nothing", async () => {
    expect(await probed(0, checks(stranger))).toEqual({ failed: [], says: "" });
  });

  it("finds, and names, what a stranger can see", async () => {
    faults.add("leaks");
    const found = await probed(0, checks(stranger));
    expect(found.failed).toEqual(["tenant-leak", "stranger-refused"]);
    expect(found.says).toContain("a stranger's token gets /api/orders/1: it answered 200");
    expect(found.says + printed).not.toContain("MARKER");
  });

  it("takes it for no proof that a token is refused that has run out", async () => {
    const found = await probed(0, checks("another"));
    expect(found.failed).toEqual(["stranger-refused"]);
    expect(found.says).toContain("/api/orders/1 answered 401 to a stranger's token");
  });

  it.for([undefined, "", "two\nlines MARKER"])(
    "asks nothing with a secret that holds no token: %j",
    async (token) => {
      const found = await probed(0, checks(token));
      expect(found).toEqual({
        failed: ["stranger-refused"],
        says: "stranger-refused: /api/orders/1 was not asked for: shop/STRANGER holds no token",
      });
      expect(asked).toEqual([]);
      expect(printed).not.toContain("MARKER");
    },
  );
});
