import type { Failure, Measurements } from "../../evidence/record.ts";
import { inOneLine } from "../../evidence/told.ts";
import { achievedRate, aimedMs, type Limits, type Measured } from "./judge.ts";

/** What a record keeps as numbers. */
export function measurementsOf(measured: Measured, { rate, p95Ms }: Limits): Measurements {
  const { counted, latency, database, seconds } = measured;
  return {
    seconds: Math.round(seconds),
    minutes: Number((seconds / 60).toFixed(2)),
    askedRps: rate,
    achievedRps: achievedRate(measured),
    requests: counted.answered,
    count5xx: counted.failed5xx,
    percent5xx:
      counted.answered === 0 ? 0 : Number(((100 * counted.failed5xx) / counted.answered).toFixed(3)),
    count429: counted.limited429,
    otherNot2xx: counted.otherNot2xx,
    unanswered: counted.unanswered,
    ...latency,
    p95LimitMs: p95Ms,
    p95AimedMs: aimedMs,
    p95AimReached: latency.p95Ms < aimedMs,
    ...(database && {
      databasePath: database.path,
      databaseAsked: database.asked,
      databaseFailed: database.failed,
      databaseSlowestMs: database.slowestMs,
    }),
  };
}

/** What came of it, a sentence. */
export function sentence(
  kind: Limits["kind"],
  measured: Measured,
  { rate }: Limits,
  failures: readonly Failure[],
): string {
  const { latency, seconds } = measured;
  if (failures.length > 0) return `${kind}: ${inOneLine(failures)}`;
  return `${kind}: ${rate} requests a second for ${Math.round(seconds)} s, mean ${latency.meanMs} ms, p95 ${latency.p95Ms} ms, no 5xx`;
}
