import type { Config } from "../../config/schema.ts";
import type { Band } from "./quantity.ts";
import { times } from "./quantity.ts";

/** What the plan does not tell of a month's use. All of it is a guess, and said in every report. */
export interface Assumed {
  /** Requests of the month, millions. */
  readonly requests: Band;
  /** KB that an answer of an API takes on its way out. */
  readonly answerKb: Band;
  /** KB of log lines a request leaves behind, in all groups together. */
  readonly logKb: Band;
  /** GB of a month that no request causes. */
  readonly idleLogs: Band;
  /** GB through one NAT gateway, or one interface endpoint. */
  readonly egress: Band;
  readonly endpoint: Band;
  /** GB in one bucket. */
  readonly bucket: Band;
  readonly pagesGb: Band;
  /** Hours that all one-off tasks and jobs of one definition run. */
  readonly oneOffHours: Band;
  readonly mails: Band;
  /** Views of pages, of which RUM sees a sample. */
  readonly views: Band;
  /** Requests of the month for what a view loads, millions. */
  readonly pageRequests: Band;
  /** Metrics that a task offers to be scraped. */
  readonly series: Band;
  /** How often a copy's size a month's backups add up to. */
  readonly copies: Band;
  readonly logDays: number;
  readonly tracePercent: number;
  readonly scrapeSeconds: number;
  readonly sentences: readonly string[];
}

type Known = Pick<Config, "expectedRps" | "retention"> & Partial<Pick<Config, "telemetry">>;

const secondsOfMonth = 730 * 3600;
const views: Band = { low: 10_000, high: 500_000 };
/** A page, its scripts, its styles and its pictures. */
const requestsOfView = 30;

/** What no plan tells, from what the stack file expects: each a band, and each said in the report. */
export function assumedOf({ expectedRps, retention, telemetry }: Known): Assumed {
  const requests = times({ low: 0.2, high: 0.6 }, (expectedRps * secondsOfMonth) / 1e6);
  const whole = (number: number): string => Math.round(number).toLocaleString("en");
  return {
    requests,
    answerKb: { low: 2, high: 10 },
    logKb: { low: 0.5, high: 2 },
    idleLogs: { low: 2, high: 15 },
    egress: { low: 5, high: 100 },
    endpoint: { low: 1, high: 50 },
    bucket: { low: 1, high: 50 },
    pagesGb: { low: 5, high: 500 },
    oneOffHours: { low: 0.5, high: 20 },
    mails: { low: 1000, high: 50_000 },
    views,
    pageRequests: times(views, requestsOfView / 1e6),
    series: { low: 100, high: 500 },
    copies: { low: 1, high: 3 },
    logDays: retention.applicationLogsDays,
    tracePercent: telemetry?.tracePercent ?? 0,
    scrapeSeconds: telemetry?.scrapeSeconds ?? 60,
    sentences: [
      `the mean is 20–60 % of expectedRps (${expectedRps}): ${whole(requests.low)}–${whole(requests.high)} million requests a month`,
      "2–10 KB an answer; 0.5–2 KB of log lines a request, and 2–15 GB of a month that no request causes",
      `logs kept for ${retention.applicationLogsDays} days, at 15 % of their size`,
      "5–100 GB through each NAT gateway, 1–50 GB through each interface endpoint",
      "1–50 GB in each bucket; 5–500 GB of pages through the CDN, which is free up to 1 TB",
      "backups take 1–3 times the database's first size, and as much again in each region that they are copied to",
      "each one-off task and job runs 0.5–20 hours a month; scheduled functions take 0.1–1 s",
      `1,000–50,000 mails and 10,000–500,000 views of pages a month, of ${requestsOfView} requests each; 100–500 metrics a task`,
      "tasks between the two bounds of their scaling, and the disk between its beginning and its ceiling",
    ],
  };
}
