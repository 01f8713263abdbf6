import type { Page } from "puppeteer-core";
import { printable } from "../printable.ts";

/** What one visitor met. */
export interface Visit {
  /** Undefined where nothing was loaded. */
  readonly status: number | undefined;
  /** Until everything that the first page needs was there (`loadEventEnd`, Navigation Timing); undefined where it never was. */
  readonly loadMs: number | undefined;
  /** What the page, or the browser for it, complained about: without addresses' queries, which may hold anything. */
  readonly complaints: readonly string[];
  /** Origins that were asked for something. */
  readonly origins: readonly string[];
}

const withinMs = 30_000;

/** Runs in the page. */
const timing = `(() => {
  const [entry] = performance.getEntriesByType("navigation");
  return entry && entry.loadEventEnd > 0 ? entry.loadEventEnd - entry.startTime : null;
})()`;

/** Loads one page as a new visitor, and takes down what the browser complains of and whom it asks (C16, P01). */
export async function visited(page: Page, url: string): Promise<Visit> {
  const complaints: string[] = [];
  const origins = new Set<string>();
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${plain(message.text())}`);
  });
  page.on("pageerror", (error) => {
    complaints.push(`error: ${plain(error instanceof Error ? error.message : String(error))}`);
  });
  page.on("requestfailed", (request) => {
    complaints.push(`${placeOf(request.url())}: ${request.failure()?.errorText ?? "failed"}`);
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol)) origins.add(origin);
  });
  const answer = await page
    .goto(url, { waitUntil: "load", timeout: withinMs })
    .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  if (answer instanceof Error) {
    const why = complaints.length > 0 ? complaints : [`${placeOf(url)}: ${plain(answer.message)}`];
    return { status: undefined, loadMs: undefined, complaints: [...new Set(why)], origins: [...origins] };
  }
  // `loadEventEnd` is written after the event's own listeners; what is asked for then counts as well.
  await page.waitForNetworkIdle({ idleTime: 300, timeout: 5_000 }).catch(() => undefined);
  // Of a page that leads to another one at once, the other counts; a browser that has not loaded that says 0.
  const loadMs: unknown = await page.evaluate(timing).catch(() => null);
  const measured = typeof loadMs === "number" ? Math.round(loadMs) : undefined;
  if (measured === undefined) complaints.push(`${placeOf(page.url())}: it was never loaded to its end`);
  return {
    status: answer?.status(),
    loadMs: measured,
    complaints: [...new Set(complaints)],
    origins: [...origins],
  };
}

const plain = (text: string): string =>
  printable(text.split("\n")[0] ?? "")
    .replaceAll(/\?[^\s"')]*/g, "?…")
    .slice(0, 200);

const placeOf = (url: string): string => {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
};
