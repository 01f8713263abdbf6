import { contentSecurityPolicy } from "../config/csp.ts";
import type { Config } from "../config/schema.ts";
import { platformKey } from "../config/stack-file.ts";
import { inOneLine } from "../evidence/told.ts";
import { WrongInput } from "./errors.ts";
import { Chromium } from "./page-load/browser.ts";
import { type Visit, visited } from "./page-load/visit.ts";
import { addressOf, hostsOf, pagesId } from "./trial/address.ts";
import type { Attempted } from "./trial/attempt.ts";
import type { Trial } from "./trial/trial.ts";

/** An odd number, so that there is one in the middle. */
export const visits = 5;

export interface Loading {
  readonly browser: string;
  readonly browserArgs?: readonly string[];
  readonly signal: AbortSignal;
  tell(number: number, visit: Visit): void;
}

/** @throws WrongInput where the stack has no pages */
export function pagesOf({ config, mistake }: Trial["target"]): NonNullable<Config["frontend"]> {
  if (config.frontend) return config.frontend;
  throw new WrongInput([
    mistake(["config", platformKey, "frontend"], {
      found: "no frontend",
      allowed: "a stack that serves pages: there is nothing to load",
    }),
  ]);
}

/** Loads the first page as new visitors do, each with an empty cache, and takes the one in the middle (C16). */
export async function pageLoad(
  trial: Trial,
  { browser, browserArgs, signal, tell }: Loading,
): Promise<Attempted> {
  pagesOf(trial.target);
  const url = `${addressOf(trial, pagesId)}/`;
  const chromium = await Chromium.start(browser, browserArgs);
  const seen: Visit[] = [];
  try {
    // What does not load once is not waited for four times more.
    while (seen.length < visits && !signal.aborted && !seen.some(isAway)) {
      const visit = await chromium.visitor((page) => visited(page, url));
      seen.push(visit);
      tell(seen.length, visit);
    }
  } finally {
    await chromium.stop();
  }
  return judged(trial, seen, signal);
}

const isAway = ({ status, loadMs }: Visit): boolean => status === undefined || loadMs === undefined;

function judged(trial: Trial, seen: readonly Visit[], signal: AbortSignal): Attempted {
  const { config } = trial.target;
  const loaded = seen.filter((visit) => !isAway(visit));
  const times = loaded.flatMap(({ loadMs }) => loadMs ?? []).toSorted((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  const most = config.slo.loadMs;
  const statuses = [...new Set(seen.map(({ status }) => status))].filter((status) => status !== 200);
  const complaints = [...new Set(seen.flatMap((one) => one.complaints))];
  const strange = strangers(trial, new Set(seen.flatMap(({ origins }) => origins)));
  const failures = [
    ...(signal.aborted
      ? [{ what: `stopped after ${seen.length} of ${visits} loads`, requirements: ["C16"] }]
      : []),
    ...statuses.map((status) => ({
      what: `the page answered ${status ?? "nothing"}`,
      requirements: ["C16", "P01"],
    })),
    ...(median > most
      ? [{ what: `the first page takes ${median} ms, and ${most} ms is the most`, requirements: ["C16"] }]
      : []),
    ...complaints.map((what) => ({ what, requirements: ["C16", "P01"] })),
    ...strange.map((origin) => ({
      what: `pages ask ${origin}, which is none of the platform's and stands in no frontend.csp`,
      requirements: ["P10"],
    })),
  ];
  return {
    passed: failures.length === 0,
    says:
      failures.length === 0
        ? `the first page takes ${median} ms in a real browser, of at most ${most} ms`
        : `page-load: ${inOneLine(failures)}`,
    failures,
    measurements: {
      ...(times.length > 0 && { medianMs: median, slowestMs: times.at(-1) ?? 0, fastestMs: times[0] ?? 0 }),
      limitMs: most,
      loads: loaded.length,
    },
    attachments: [{ name: "loads.json", content: `${JSON.stringify(seen, null, 2)}\n` }],
  };
}

/** Asked for something, and neither the platform's nor declared; in a rehearsal the platform is elsewhere. */
function strangers(trial: Trial, origins: ReadonlySet<string>): readonly string[] {
  const { config } = trial.target;
  const declared = contentSecurityPolicy(config).split(/[\s;]+/);
  const ours = new Set([
    ...Object.keys(hostsOf(trial.target)).map((service) => addressOf(trial, service)),
    ...Object.values(trial.through),
    ...declared,
  ]);
  return [...origins].filter((origin) => !ours.has(origin));
}
