import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { generate } from "../../ops/load/generate.ts";
import { type Certificate, certificateIn, trust } from "../integration/certificate.ts";
import { listening, silenced } from "../listening.ts";

const folder = mkdtempSync(join(tmpdir(), "golive-tls-"));
const asked: (readonly [authorization: unknown, host: unknown])[] = [];
let certificate: Certificate;
let server: Server;
let origin: string;

beforeAll(async () => {
  certificate = certificateIn(folder);
  const [cert, key] = [readFileSync(certificate.certificateFile), readFileSync(certificate.keyFile)];
  server = createServer({ cert, key }, ({ headers }, response) => {
    asked.push([headers.authorization, headers.host]);
    response.end();
  });
  origin = `https://localhost:${await listening(server)}`;
});
afterAll(() => {
  silenced(server);
  rmSync(folder, { recursive: true });
});
beforeEach(() => void asked.splice(0));

const load = () =>
  generate(
    { rate: 2, seconds: 1, asked: [{ service: "api", origin, path: "/", as: "TOKEN", weight: 1 }] },
    { tokens: { TOKEN: "secret" }, saw: () => undefined, signal: new AbortController().signal },
  );

it("gives a server that cannot show whose it is no request, and so no token", async () => {
  const { tally } = await load();
  expect(asked).toEqual([]);
  expect(tally.counted.answered).toBe(0);
  expect(tally.counted.unanswered).toBeGreaterThan(0);
});

it("asks one that can by its own name", async () => {
  const distrust = trust(certificate);
  const { tally } = await load().finally(distrust);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked[0]).toEqual(["Bearer secret", new URL(origin).host]);
  expect(tally.counted).toMatchObject({ unanswered: 0, failed5xx: 0 });
});
