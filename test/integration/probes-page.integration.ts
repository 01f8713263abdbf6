import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page as Tab } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Page, pageChecks } from "../../functions/probes/page.ts";
import { listening, silenced } from "../listening.ts";
import { chromium } from "./browser.ts";
import { certificateIn } from "./certificate.ts";
import { failedSteps } from "./failed-steps.ts";

const folder = mkdtempSync(join(tmpdir(), "golive-page-probe-"));
const certificate = certificateIn(folder);
const sound = {
  status: 200,
  headers: {
    "content-type": "text/html",
    "strict-transport-security": "max-age=63072000",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
  } as Record<string, string | undefined>,
  body: '<!doctype html><link rel="icon" href="data:,"><main>shop</main><script src="/app.js"></script>',
  script: "document.title = 'shop';",
};
let now = structuredClone(sound);
let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = createServer(
    { cert: certificate.pem, key: readFileSync(certificate.keyFile) },
    ({ url }, response) => {
      if (url === "/app.js")
        return void response.writeHead(200, { "content-type": "text/javascript" }).end(now.script);
      const headers = Object.entries(now.headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      );
      response.writeHead(now.status, Object.fromEntries(headers)).end(now.body);
    },
  );
  browser = await chromium(await listening(server), join(folder, "profile"));
}, 60_000);
afterAll(async () => {
  await browser.close();
  silenced(server);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  now = structuredClone(sound);
});

/** A tab of Puppeteer's as Playwright calls the same things. */
const asPlaywright = (tab: Tab): Page => ({
  addInitScript: ({ content }) => tab.evaluateOnNewDocument(content),
  on: (event, listener) => tab.on(event, (message) => listener({ type: () => message.type() })),
  goto: (url, options) => tab.goto(url, options),
  evaluate: (script) => tab.evaluate(script),
});

async function probed(url = "https://app.shop.example/") {
  const tab = await browser.newPage();
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    const checks = pageChecks(
      { kind: "frontend", url, agent: "golive-probes/1", patienceSeconds: 5 },
      asPlaywright(tab),
      () => tab.waitForNetworkIdle({ idleTime: 200 }),
    );
    return await failedSteps(checks);
  } finally {
    printed.mockRestore();
    await tab.close();
  }
}

describe("a probe of the first page, in a real browser", () => {
  it("finds nothing wrong with a page that is as it should be", async () => {
    expect(await probed()).toEqual({ failed: [], says: "" });
  }, 30_000);

  it("finds a page that is not there, and asks nothing more of it", async () => {
    const { failed, says } = await probed("https://app.shop.invalid/");
    expect(failed).toEqual(["load", "headers", "content-policy", "console"]);
    expect(says).toContain("load: https://app.shop.invalid/ did not load within 5 s");
  }, 30_000);

  it.for<readonly [string, readonly string[], string, Partial<typeof sound>]>([
    ["that an error answers for", ["load", "console"], "answered 503", { status: 503 }],
    ["that shows nothing", ["load"], "shows nothing", { body: "" }],
    [
      "whose scripts fail",
      ["console"],
      "1 errors in the browser's console",
      { script: "console.error('MARKER')" },
    ],
    [
      "that its own policy holds back",
      ["content-policy", "console"],
      "the page's own policy refused something by script-src-elem",
      { body: `${sound.body}<script>document.title = 'MARKER';</script>` },
    ],
    [
      "without a content policy",
      ["headers"],
      "headers: content-security-policy is missing",
      { headers: { ...sound.headers, "content-security-policy": undefined } },
    ],
    [
      "that forgets TLS at once",
      ["headers"],
      "headers: strict-transport-security is too weak",
      { headers: { ...sound.headers, "strict-transport-security": "max-age=0" } },
    ],
  ])("finds, and names, a page %s", { timeout: 30_000 }, async ([, failed, says, change]) => {
    now = { ...now, ...change };
    const found = await probed();
    expect(found.failed).toEqual(failed);
    expect(found.says).toContain(says);
    expect(found.says).not.toContain("MARKER");
  });
});
