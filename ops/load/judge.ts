import type { Failure } from "../../evidence/record.ts";
import type { Counted, Latency } from "./tally.ts";

/** What a trial under load must show. */
export interface Limits {
  readonly kind: "load" | "soak";
  /** Requests a second that were asked for. */
  readonly rate: number;
  /** Seconds that it lasts, and those it must have lasted to count. */
  readonly seconds: number;
  readonly meanMs: number | undefined;
  readonly p95Ms: number;
}

export interface Measured {
  readonly seconds: number;
  readonly counted: Counted;
  readonly latency: Latency;
  readonly database: Responsive | undefined;
  /** Somebody said stop. */
  readonly interrupted: boolean;
}

/** How the database answered meanwhile. */
export interface Responsive {
  readonly path: string;
  readonly asked: number;
  readonly failed: number;
  readonly slowestMs: number;
  readonly limitMs: number;
}

/** Aimed at, and reported (C17); what pages is `slo.p95Ms`. */
export const aimedMs = 200;
/** Below, the generator or the product could not keep up: what was not asked proves nothing. */
const leastShare = 0.95;

export const achievedRate = ({ counted, seconds }: Pick<Measured, "counted" | "seconds">): number =>
  seconds === 0 ? 0 : Number((counted.answered / seconds).toFixed(2));

/** What speaks against it, each with the rows of the register; empty where it passed. */
export function flawsOf(limits: Limits, measured: Measured): readonly Failure[] {
  const { counted, latency, database, interrupted } = measured;
  const row = limits.kind === "load" ? "K03" : "K18";
  const rate = achievedRate(measured);
  const flaw = (when: boolean, what: string, requirements: readonly string[]) =>
    when ? [{ what, requirements: [...requirements] }] : [];
  return [
    ...flaw(
      interrupted || measured.seconds < limits.seconds - 1,
      `it was interrupted after ${Math.round(measured.seconds)} of ${limits.seconds} s`,
      [row],
    ),
    ...flaw(counted.failed5xx > 0, `${counted.failed5xx} of ${counted.answered} answers were 5xx`, [
      row,
      ...(limits.kind === "load" ? ["K08"] : []),
    ]),
    ...flaw(
      counted.limited429 > 0,
      `${counted.limited429} answers were 429: a rate limit, of the firewall or of the product, was in the way, so this load was not borne`,
      [row],
    ),
    ...flaw(
      counted.otherNot2xx > 0,
      `${counted.otherNot2xx} answers were neither 2xx nor 5xx (${statuses(counted)})`,
      [row],
    ),
    ...flaw(counted.unanswered > 0, `${counted.unanswered} requests got no answer`, [row]),
    ...flaw(
      rate < limits.rate * leastShare,
      `${rate} requests a second were answered of the ${limits.rate} that must be: nothing is proven of what was not asked`,
      [row],
    ),
    ...(limits.meanMs === undefined
      ? []
      : flaw(
          latency.meanMs >= limits.meanMs,
          `the mean is ${latency.meanMs} ms; below ${limits.meanMs} ms it may be`,
          [row],
        )),
    ...flaw(
      latency.p95Ms > limits.p95Ms,
      `95 % were answered within ${latency.p95Ms} ms, and must be within ${limits.p95Ms} ms`,
      limits.kind === "load" ? ["C17", "K07"] : [row, "K07"],
    ),
    ...(database === undefined ? [] : databaseFlaws(database, row)),
  ];
}

const databaseFlaws = (
  { path, asked, failed, slowestMs, limitMs }: Responsive,
  row: string,
): readonly Failure[] =>
  asked > 0 && failed === 0 && slowestMs <= limitMs
    ? []
    : [
        {
          what:
            failed > 0 || asked === 0
              ? `the database did not answer: ${failed} of ${asked} times ${path} was not 200`
              : `the database was slow: ${path} took ${slowestMs} ms, and may take ${limitMs} ms`,
          requirements: [row],
        },
      ];

const statuses = ({ byStatus }: Counted): string =>
  Object.entries(byStatus)
    .filter(([status]) => !/^(2|5)|^429$/.test(status))
    .map(([status, count]) => `${status}: ${count}`)
    .join(", ");
