import type { Config } from "../../config/schema.ts";
import type { Failure } from "../../evidence/record.ts";
import { type Gauge, type Reading, type Total, totalsOf } from "./reading.ts";

type Slo = Config["slo"];

/** The runbook's own measure after a deployment (C20). */
const leastSuccess = 99;

/** What speaks against a window; empty where all of it stayed within the objectives. */
export function windowFlaws(
  reading: Reading,
  { slo, served, day }: { readonly slo: Slo; readonly served: readonly string[]; readonly day: boolean },
): readonly Failure[] {
  const totals = totalsOf(reading);
  const unknown = served.filter((id) => !totals.some(({ service, asked }) => service === id && asked > 0));
  return [
    ...unknown.map((id) => flaw(`nobody asked ${id}, so nothing is known of it`, "C20")),
    ...totals
      .filter(({ asked, failed }) => asked + failed > 0)
      .flatMap((total) => totalFlaws(total, slo, day)),
    ...reading.gauges.flatMap(gaugeFlaws),
    ...reading.red.map(({ name }) => flaw(`the alarm ${name} is red`, "C20")),
  ];
}

function totalFlaws(total: Total, slo: Slo, day: boolean): readonly Failure[] {
  const { service, failedPercent, within95, within99 } = total;
  const success = 100 - failedPercent;
  return [
    ...(failedPercent > slo.errorPercent
      ? [
          flaw(
            `${service}: ${failedPercent} % of answers were 5xx; ${slo.errorPercent} % may be`,
            "K08",
            "C20",
          ),
        ]
      : []),
    ...(success <= leastSuccess && failedPercent <= slo.errorPercent
      ? [flaw(`${service}: ${success} % were successful; more than ${leastSuccess} % must be`, "C20")]
      : []),
    ...(within95 !== null && within95 < 95
      ? [
          flaw(
            `${service}: ${within95} % were answered within ${slo.p95Ms} ms; 95 % must be (slowest minute: p95 ${total.worstP95Ms} ms)`,
            ...["K07", "C20"],
          ),
        ]
      : []),
    ...(day && within99 !== null && within99 < 99
      ? [flaw(`${service}: ${within99} % were answered within ${slo.p99Ms} ms; 99 % must be`, "K23")]
      : []),
    ...(day && success < slo.availabilityPercent
      ? [flaw(`${service} was available ${success} %; ${slo.availabilityPercent} % is promised`, "K23")]
      : []),
  ];
}

function gaugeFlaws({ name, unit, limit, average, requirements }: Gauge): readonly Failure[] {
  if (average === null) return [flaw(`nothing is known of ${name}`, ...requirements)];
  return average > limit
    ? [flaw(`${name}: ${average} ${unit}, and may be ${limit} ${unit}`, ...requirements)]
    : [];
}

/** What cannot wait for the window's end: the release must be gone back from now (G17). */
export function critical(reading: Reading, { errorPercent, errorMinutes }: Slo): readonly string[] {
  const failing = [...Map.groupBy(reading.groups, ({ service }) => service)].flatMap(([service, groups]) => {
    const minutes = [...new Set(groups.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted();
    const last = new Set(minutes.slice(-errorMinutes));
    if (last.size < errorMinutes) return [];
    const [now] = totalsOf({
      groups: groups.map((group) => ({ ...group, points: group.points.filter(({ at }) => last.has(at)) })),
    });
    // One failure alone is no outage.
    return now !== undefined && now.failed > 1 && now.failedPercent > errorPercent
      ? [`${service}: ${now.failedPercent} % of answers are 5xx, for ${errorMinutes} min`]
      : [];
  });
  return [
    ...failing,
    ...reading.red.flatMap(({ name, pages }) => (pages ? [`the alarm ${name} pages`] : [])),
  ];
}

const flaw = (what: string, ...requirements: readonly string[]): Failure => ({
  what,
  requirements: [...requirements],
});
