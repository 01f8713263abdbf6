import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ask } from "../../functions/smoke/ask.ts";
import type { Settings } from "../../functions/smoke/settings.ts";
import { smoke } from "../../functions/smoke/smoke.ts";
import { listening, silenced } from "../listening.ts";
import { certificateIn, trust } from "./certificate.ts";
import { Invoked } from "./invoke.ts";
import { freePort } from "./server.ts";

const marker = "MARKER-of-a-body";
type Answer = (response: ServerResponse, at: number) => void;

const folder = mkdtempSync(join(tmpdir(), "golive-smoke-"));
const certificate = certificateIn(folder);
let server: Server;
let port = 0;
let answer: Answer;
let asked: Readonly<Record<"host" | "sni" | "path" | "method" | "agent", unknown>>[];
let distrust = () => {};

beforeAll(async () => {
  server = createServer(
    { cert: certificate.pem, key: readFileSync(certificate.keyFile) },
    ({ headers, socket, url, method }: IncomingMessage, response) => {
      const sni = socket instanceof TLSSocket ? socket.servername : undefined;
      asked.push({ host: headers.host, sni, path: url, method, agent: headers["user-agent"] });
      answer(response, asked.length);
    },
  );
  port = await listening(server);
});
afterAll(() => {
  silenced(server);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  asked = [];
  distrust = trust(certificate);
});
afterEach(() => {
  distrust();
  server.closeAllConnections();
});

const status =
  (code: number): Answer =>
  (response) =>
    void response.writeHead(code, { location: "/elsewhere" }).end(marker);
const arn = "arn:aws:ecs:eu-central-1:111122223333:service/shop-staging/api";

/** The certificate is for "localhost" alone; the connection goes to an address, as it goes to a balancer's own name. */
const settingsFor = (host = "localhost", path = "/health?deep=1"): Settings => ({
  prefix: "shop-staging",
  listener: { host: "127.0.0.1", port },
  services: { api: { host, paths: [path] } },
  agent: "golive-probes/1",
  patienceSeconds: 8,
});

/** Answers have their five seconds; the pauses between them are short here, and few seconds are left for trying again. */
async function tested(of = settingsFor()) {
  const printed = vi.mocked(process.stdout.write);
  printed.mockClear();
  const tools = { ask, now: Date.now, pause: () => pause(20) };
  const { hookStatus } = await smoke({ service: arn }, { ...of, patienceSeconds: 5.4 }, tools);
  const log = printed.mock.calls.map(([line]) => String(line)).join("");
  expect(log).not.toContain(marker);
  return { hookStatus, log };
}

describe("a release behind the test listener", () => {
  it("passes with three good answers, asked for by its own name in the handshake and in the request, and as our own", async () => {
    answer = status(200);
    expect(await tested()).toMatchObject({ hookStatus: "SUCCEEDED" });
    const agent = "golive-probes/1";
    const one = { host: "localhost", sni: "localhost", path: "/health?deep=1", method: "GET", agent };
    expect(asked).toEqual([one, one, one]);
  });

  it("is asked on a new connection each time, so that no single task answers for all", async () => {
    let connections = 0;
    const count = () => void connections++;
    server.on("secureConnection", count);
    answer = status(200);
    await tested();
    server.off("secureConnection", count);
    expect(connections).toBe(3);
  });

  it.each([500, 503, 404, 301, 204])("fails where it answers %i", async (code) => {
    answer = status(code);
    const { hookStatus, log } = await tested();
    expect(hookStatus).toBe("FAILED");
    expect(log).toContain(`api: /health?deep=1 answered ${code}`);
    expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(["/health?deep=1"]));
  });

  it("fails where the certificate is another's", async () => {
    answer = status(200);
    const { hookStatus, log } = await tested(settingsFor("api.shop.example"));
    expect(hookStatus).toBe("FAILED");
    expect(log).toContain("failed with ERR_TLS_CERT_ALTNAME_INVALID");
    expect(asked).toEqual([]);
  });

  it("fails where nobody vouches for the certificate", async () => {
    distrust();
    answer = status(200);
    const { hookStatus, log } = await tested();
    expect([hookStatus, asked]).toEqual(["FAILED", []]);
    expect(log).toContain("failed with DEPTH_ZERO_SELF_SIGNED_CERT");
  });

  it("fails where nobody listens", async () => {
    const closed = { ...settingsFor(), listener: { host: "127.0.0.1", port: await freePort() } };
    const { hookStatus, log } = await tested(closed);
    expect(hookStatus).toBe("FAILED");
    expect(log).toContain("failed with ECONNREFUSED");
  });

  it("fails where it takes the request and never answers, within the patience", async () => {
    answer = () => {};
    const before = performance.now();
    const { hookStatus, log } = await tested();
    expect(hookStatus).toBe("FAILED");
    expect(log).toContain("did not answer within 5 s");
    expect(performance.now() - before).toBeLessThan(7_000);
  });

  it("fails while it flaps: two good answers and a bad one are none", async () => {
    answer = (response, at) => status(at % 3 === 0 ? 500 : 200)(response, at);
    expect(await tested()).toMatchObject({ hookStatus: "FAILED" });
    expect(asked.length).toBeGreaterThan(3);
  });

  it("passes once it comes to itself within the patience", async () => {
    answer = (response, at) => status(at <= 2 ? 503 : 200)(response, at);
    expect(await tested()).toMatchObject({
      hookStatus: "SUCCEEDED",
    });
    expect(asked).toHaveLength(5);
  });
});

describe("the function", () => {
  it("answers ECS at once, and refuses an event that names no deployment", async () => {
    answer = status(200);
    const env = { NODE_EXTRA_CA_CERTS: certificate.certificateFile };
    const invoked = await Invoked.start("smoke", settingsFor(), env);
    try {
      const question = {
        lifecycleStage: "POST_TEST_TRAFFIC_SHIFT",
        executionDetails: { serviceArn: arn, targetServiceRevisionArn: "arn:revision" },
      };
      expect(await invoked.ask(question)).toEqual({ answer: { hookStatus: "SUCCEEDED" } });
      expect(await invoked.ask({})).toEqual({ error: "the event names no service and no target revision" });
    } finally {
      await invoked.stop();
    }
  });
});
