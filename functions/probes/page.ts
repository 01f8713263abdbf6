import { setTimeout as pause } from "node:timers/promises";
import type { Check } from "./run.ts";
import type { PageSettings, PageStep } from "./settings.ts";

/** What of a Playwright page is used. */
export interface Page {
  addInitScript(script: { readonly content: string }): Promise<unknown>;
  on(event: "console", listener: (message: { type(): string }) => void): unknown;
  goto(
    url: string,
    options: { readonly waitUntil: "load"; readonly timeout: number },
  ): Promise<{ status(): number; headers(): Readonly<Record<string, string>> } | null>;
  evaluate(script: string): Promise<unknown>;
}

/** Runs in the page before all else, and past its policy. */
const watching = `
  globalThis.refusedByPolicy = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    globalThis.refusedByPolicy.push(effectiveDirective + " " + blockedURI));
`;

/** What every answer to a browser says (C16, K22), and what it has to look like. */
const wanted: Readonly<Record<string, RegExp>> = {
  "strict-transport-security": /max-age=(?!0\b)\d/,
  "content-security-policy": /default-src/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /./,
};

/** How long a page goes on after its load before it is judged: what it begins then, it may break too. */
const settlingMs = 2_000;

/**
 * Loads the first page as a visitor's browser does. How long `load` takes is the time of a page's load, which CloudWatch
 * measures for each step; nothing of what the page says is repeated.
 */
export function pageChecks(
  { url, patienceSeconds }: PageSettings,
  page: Page,
  settle: () => Promise<unknown> = () => pause(settlingMs),
): readonly Check<PageStep>[] {
  let headers: Readonly<Record<string, string>> | undefined;
  let errors = 0;
  const loaded = (judge: () => readonly string[] | Promise<readonly string[]>) => async () =>
    headers === undefined ? ["there is no page to look at"] : judge();
  return [
    {
      name: "load",
      look: async () => {
        await page.addInitScript({ content: watching });
        page.on("console", (message) => {
          if (message.type() === "error") errors += 1;
        });
        const answer = await page
          .goto(url, { waitUntil: "load", timeout: patienceSeconds * 1_000 })
          .catch(() => null);
        if (answer === null) return [`${url} did not load within ${patienceSeconds} s`];
        headers = answer.headers();
        if (answer.status() !== 200) return [`${url} answered ${answer.status()}`];
        const shown = await page.evaluate("document.body?.childElementCount ?? 0");
        return shown === 0 ? [`${url} shows nothing`] : [];
      },
    },
    {
      name: "headers",
      look: loaded(() =>
        Object.entries(wanted).flatMap(([name, form]) =>
          form.test(headers?.[name] ?? "")
            ? []
            : [headers?.[name] === undefined ? `${name} is missing` : `${name} is too weak`],
        ),
      ),
    },
    {
      name: "content-policy",
      look: loaded(async () => {
        await settle();
        const refused: unknown = await page.evaluate("globalThis.refusedByPolicy ?? []");
        const directives = Array.isArray(refused) ? refused.map((one) => String(one).split(" ")[0]) : [];
        return [...new Set(directives)].map((name) => `the page's own policy refused something by ${name}`);
      }),
    },
    {
      name: "console",
      look: loaded(() => (errors === 0 ? [] : [`${errors} errors in the browser's console`])),
    },
  ];
}
