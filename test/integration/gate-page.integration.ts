import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { running } from "../cli/running.ts";
import { chromium } from "./browser.ts";

const folder = mkdtempSync(join(tmpdir(), "golive-gate-page-"));
const page = join(folder, "reports", "gate.html");
let browser: Browser;

beforeAll(async () => {
  const ended = await running(["gate", "--html", page], undefined, 120_000);
  if (!ended.stdout.includes("golive · production")) throw new Error(`no report:\n${ended.stderr}`);
  browser = await chromium(9, join(folder, "profile"));
}, 180_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the page as somebody with this taste would, and keeps what it asked for and complained about. */
async function opened(scheme: "light" | "dark", width: number) {
  const tab = await browser.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  tab.on("request", (request) => asked.push(request.url()));
  tab.on("console", (message) => complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(String(error)));
  await tab.setViewport({ width, height: 900 });
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await tab.goto(pathToFileURL(page).href, { waitUntil: "networkidle0" });
  return { tab, asked, complaints };
}

/** Runs in the page: every text whose contrast with what is behind it is below 4.5. */
const unreadable = `(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
      const value = Number(part) / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const colour = element ? getComputedStyle(element).backgroundColor : "rgb(255, 255, 255)";
    return element && /, 0\\)$/.test(colour) ? behind(element.parentElement) : colour;
  };
  return [...document.querySelectorAll("h1,h2 span,h3,p,td,th,span,summary,b,code,li")]
    .filter((element) => element.textContent.trim() && element.getClientRects().length > 0)
    .map((element) => {
      const [one, other] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
      return { contrast: (one + 0.05) / (other + 0.05), text: element.textContent };
    })
    .filter(({ contrast }) => contrast < 4.5)
    .map(({ contrast, text }) => contrast.toFixed(2) + " " + text.slice(0, 40));
})()`;

describe("the gate's page, in a browser", () => {
  it.each(["light", "dark"] as const)(
    "asks nobody for anything and complains of nothing, in %s",
    async (scheme) => {
      const { tab, asked, complaints } = await opened(scheme, 1280);

      expect(asked).toEqual([pathToFileURL(page).href]);
      expect(complaints).toEqual([]);
      await tab.close();
    },
  );

  it("shows each stack with its verdict, its picture and all chapters", async () => {
    const { tab } = await opened("light", 1280);
    const seen = await tab.$$eval("article", (articles) =>
      articles.map((article) => ({
        verdict: article.querySelector("h2")?.textContent,
        pictures: article.querySelectorAll(".picture svg").length,
        chapters: [...article.querySelectorAll("h3")].map((one) => one.textContent),
        dead: [...article.querySelectorAll("nav a")].filter(
          (one) => !article.querySelector(`[id="${one.getAttribute("href")?.slice(1)}"]`),
        ).length,
      })),
    );

    expect(seen.map(({ verdict }) => verdict?.split(" ").at(-1))).toEqual(["production", "staging"]);
    for (const { pictures, chapters, dead } of seen) {
      expect({ pictures, dead }).toEqual({ pictures: 1, dead: 0 });
      expect(chapters).toEqual(
        expect.arrayContaining([
          "The platform",
          "What a month costs",
          "What a first deployment waits for",
          "Requirements",
          "Staging and production",
          "What the world may call",
          "Where data is kept",
        ]),
      );
    }
    await tab.close();
  });

  it.each([390, 768, 1280])("is no wider than a screen of %i pixels", async (width) => {
    const { tab } = await opened("light", width);

    expect(Number(await tab.evaluate("document.documentElement.scrollWidth"))).toBeLessThanOrEqual(width);
    await tab.close();
  });

  it.each(["light", "dark"] as const)("has text that can be read, in %s", async (scheme) => {
    const { tab } = await opened(scheme, 1280);
    const poor = Object.values(Object(await tab.evaluate(unreadable)));

    expect([...new Set(poor)]).toEqual([]); // WCAG 2.2, 1.4.3
    await tab.close();
  });

  it("can be printed, with what is folded on the screen", async () => {
    const { tab } = await opened("light", 1280);
    await tab.emulateMediaType("print");

    expect(await tab.evaluate("getComputedStyle(document.querySelector('nav')).display")).toBe("none");
    expect((await tab.pdf({ format: "A4" })).byteLength).toBeGreaterThan(20_000);
    await tab.close();
  });

  it("is one file: the picture in it is drawn, not linked", () => {
    const text = readFileSync(page, "utf8");

    expect(text.match(/<svg /g)).toHaveLength(2);
    expect(text).not.toMatch(/<script|<link|<img|src=/);
  });
});
