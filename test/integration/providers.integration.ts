import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askAs } from "../../functions/shared/ask.ts";
import { listening, silenced } from "../listening.ts";
import { certificateIn, trust } from "./certificate.ts";
import { freePort } from "./server.ts";

/** What is looked at of an answer. */
async function ask(url: string, withinMs: number) {
  const answer = await askAs("golive-providers")({ url }, withinMs);
  return "status" in answer ? { status: answer.status } : answer;
}

const folder = mkdtempSync(join(tmpdir(), "golive-providers-"));
const certificate = certificateIn(folder);
let server: Server;
let origin = "";
let distrust = () => {};
let asked: IncomingMessage[] = [];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer(
    { cert: certificate.pem, key: readFileSync(certificate.keyFile) },
    (request, response) => {
      asked.push(request);
      answer(response);
    },
  );
  origin = `https://localhost:${await listening(server)}`;
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

describe("a question to a third party, over real TLS", () => {
  it("is one GET without a credential, and its answer's status", async () => {
    answer = (response) => void response.writeHead(401).end("MARKER");
    expect(await ask(`${origin}/v1/models?all=1`, 2_000)).toEqual({ status: 401 });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /v1/models?all=1"]);
    expect(Object.keys(asked[0]?.headers ?? {}).sort()).toEqual([
      "accept",
      "connection",
      "host",
      "user-agent",
    ]);
  });

  it("is not asked again where the answer points", async () => {
    answer = (response) => void response.writeHead(302, { location: `${origin}/elsewhere` }).end();
    expect(await ask(`${origin}/`, 2_000)).toEqual({ status: 302 });
    expect(asked).toHaveLength(1);
  });

  it("waits for no body that never ends", async () => {
    answer = (response) => void response.writeHead(200).write("MARKER");
    expect(await ask(`${origin}/`, 2_000)).toEqual({ status: 200 });
  });

  it("is given up after its patience", async () => {
    answer = () => {};
    expect(await ask(`${origin}/`, 300)).toEqual({ failed: "did not answer within 0.3 s" });
  });

  it("fails where the certificate is nobody's whom we trust", async () => {
    distrust();
    answer = (response) => void response.writeHead(200).end();
    expect(await ask(`${origin}/`, 2_000)).toEqual({ failed: "failed with DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(asked).toEqual([]);
  });

  it("fails where the certificate is for another name", async () => {
    answer = (response) => void response.writeHead(200).end();
    const other = origin.replace("localhost", "127.0.0.2");
    const { failed } = { failed: "", ...(await ask(other, 2_000)) };
    expect(failed).toMatch(/^failed with (ERR_TLS_CERT_ALTNAME_INVALID|ECONNREFUSED)$/);
  });

  it("fails where nobody listens, in our words", async () => {
    expect(await ask(`https://localhost:${await freePort()}/`, 2_000)).toEqual({
      failed: "failed with ECONNREFUSED",
    });
  });
});
