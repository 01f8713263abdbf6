import { readFileSync } from "node:fs";
import { createContext, Script } from "node:vm";
import { describe, expect, it } from "vitest";

const source = readFileSync("functions/spa-fallback/handler.js", "utf8");

interface Request {
  uri: string;
  readonly method: string;
  readonly querystring: Readonly<Record<string, { readonly value: string }>>;
}

/** As CloudFront runs it: a script of its own, whose `handler` is called, and around which there is nothing of Node. */
function asked(uri: string): Request {
  const sandbox = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  new Script(source).runInContext(sandbox);
  const event = {
    version: "1.0",
    context: { eventType: "viewer-request" },
    request: { method: "GET", uri, querystring: { page: { value: "2" } }, headers: {}, cookies: {} },
  };
  return new Script(`handler(${JSON.stringify(event)})`).runInContext(sandbox);
}

describe("the fallback of a single-page application", () => {
  it.each([
    "/",
    "/companies",
    "/companies/7",
    "/companies/7/",
    "/v1.2/notes",
    "/apis",
    "/assetsmanager",
    "/Api/companies",
    "/releases-of-may",
  ])("answers %s, a path of the application, with its one page", (uri) => {
    expect(asked(uri).uri).toBe("/index.html");
  });

  it.each([
    "/index.html",
    "/config.js",
    "/favicon.ico",
    "/robots.txt",
    "/docs/terms.pdf",
    "/chunks/app-3f2a.js",
    "/missing.js",
    "/.well-known/security.txt",
  ])("leaves %s alone: what has an ending is a file, and may be missing", (uri) => {
    expect(asked(uri).uri).toBe(uri);
  });

  it.each(["/api", "/api/", "/api/companies", "/api/companies/7/notes"])(
    "leaves %s alone: the API says itself what is missing",
    (uri) => {
      expect(asked(uri).uri).toBe(uri);
    },
  );

  it.each([
    "/assets",
    "/assets/app-3f2a",
    "/assets/old/chunk",
    "/.well-known/apple-app-site-association",
    "/releases",
    "/releases/20260101T000000Z-3f2a9c1b/manifest",
  ])("leaves %s alone: nothing below is a page", (uri) => {
    expect(asked(uri).uri).toBe(uri);
  });

  it("changes nothing of a request but its path", () => {
    expect(asked("/companies/7")).toMatchObject({ method: "GET", querystring: { page: { value: "2" } } });
  });

  it("keeps within what the runtime takes: 10 KB, one script, nothing of its surroundings", () => {
    expect(Buffer.byteLength(source)).toBeLessThanOrEqual(10_240);
    expect(source).not.toMatch(
      /\b(import|export|require|fetch|process|globalThis|eval|Function|setTimeout)\b\s*[(.{*"']/,
    );
  });
});
