import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";

/** A real browser without a window, whose profile is its own and is gone afterwards. */
export class Chromium {
  readonly #browser: Browser;
  readonly #profile: string;

  private constructor(browser: Browser, profile: string) {
    this.#browser = browser;
    this.#profile = profile;
  }

  /** `moreArgs` are for tests alone. */
  static async start(executablePath: string, moreArgs: readonly string[] = []): Promise<Chromium> {
    const profile = mkdtempSync(join(tmpdir(), "golive-page-load-"));
    // Its sandbox takes rights that root in a container does not have; it loads our own pages alone.
    const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    try {
      const browser = await puppeteer.launch({
        executablePath,
        userDataDir: profile,
        timeout: 30_000,
        args: ["--disable-dev-shm-usage", ...asRoot, ...moreArgs],
      });
      return new Chromium(browser, profile);
    } catch (error) {
      rmSync(profile, { recursive: true, force: true });
      throw error;
    }
  }

  /** Nothing is cached, nobody is signed in. */
  async visitor<T>(visit: (page: import("puppeteer-core").Page) => Promise<T>): Promise<T> {
    const context = await this.#browser.createBrowserContext();
    try {
      const page = await context.newPage();
      await page.setCacheEnabled(false);
      return await visit(page);
    } finally {
      await context.close();
    }
  }

  async stop(): Promise<void> {
    await this.#browser.close().catch(() => undefined);
    rmSync(this.#profile, { recursive: true, force: true });
  }
}
