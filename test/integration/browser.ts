import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { commandOf } from "./tools.ts";

/** What a visitor sees of a page, and what the browser refused to do for it. */
export interface Seen {
  readonly status: number | undefined;
  readonly text: string;
  /** Directive and what it refused, of each violation of the page's policy. */
  readonly violations: readonly string[];
  /** What the page's own configuration says. */
  readonly config: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every host of the examples is one local server, and there are no others. */
export async function chromium(port: number, userDataDir: string): Promise<Browser> {
  const [executablePath, ...first] = commandOf("chromium");
  return puppeteer.launch({
    executablePath,
    userDataDir,
    acceptInsecureCerts: true,
    args: [
      ...first,
      // Its sandbox needs rights that a container or root does not have; it loads our own pages alone.
      "--no-sandbox",
      "--disable-dev-shm-usage",
      `--host-resolver-rules=MAP *.example 127.0.0.1:${port}, MAP * ~NOTFOUND`,
    ],
  });
}

/** Chromium without a window, as one visitor after another. */
export class Visitor {
  readonly #browser: Browser;
  readonly #profile: string;

  private constructor(browser: Browser, profile: string) {
    this.#browser = browser;
    this.#profile = profile;
  }

  static async start(port: number): Promise<Visitor> {
    const profile = mkdtempSync(join(tmpdir(), "golive-browser-"));
    return new Visitor(await chromium(port, profile), profile);
  }

  async visit(url: string): Promise<Seen> {
    const page = await this.#browser.newPage();
    try {
      return await seenOn(page, url);
    } finally {
      await page.close();
    }
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

/** Runs in the page before all else, and past its policy. */
const watching = `
  globalThis.violations = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    globalThis.violations.push(effectiveDirective + " " + blockedURI));
`;

async function seenOn(page: Page, url: string): Promise<Seen> {
  await page.evaluateOnNewDocument(watching);
  const answer = await page.goto(url, { waitUntil: "networkidle0", timeout: 30_000 });
  return {
    status: answer?.status(),
    headers: answer?.headers() ?? {},
    text: String(await page.evaluate("document.body?.textContent?.trim() ?? ''")),
    violations: Object.values(Object(await page.evaluate("globalThis.violations"))),
    config: await page.evaluate("globalThis.runtimeConfig"),
  };
}
