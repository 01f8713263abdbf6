import type { Config } from "../../../config/schema.ts";
import type { Severity } from "../../../config/severities.ts";
import type { Routed } from "./edge.ts";
import { result, term, type Watch } from "./watch.ts";

const namespace = "AWS/ApplicationELB";
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A window over which the share of failures is taken; CloudWatch takes periods of a day at most ("PutMetricAlarm"). */
interface Window {
  readonly name: string;
  readonly period: number;
  /** More periods than one are looked at one by one: so many of them must be bad. */
  readonly periods?: readonly [bad: number, of: number];
}

/** A speed at which the error budget is used up: over a long window, and still going on in a short one. */
export interface Burn {
  readonly severity: Severity;
  readonly long: Watch;
  readonly short: Watch;
}

/** The share of the budget that is gone after so many hours at that speed ("Alerting on SLOs", SRE workbook). */
const speeds: readonly {
  readonly severity: Severity;
  readonly share: number;
  readonly hours: number;
  readonly long: Window;
  readonly short: Window;
}[] = [
  {
    ...{ severity: "page", share: 0.02, hours: 1 },
    long: { name: "1h", period: hour },
    short: { name: "5m", period: 5 * minute },
  },
  {
    ...{ severity: "page", share: 0.05, hours: 6 },
    long: { name: "6h", period: 6 * hour },
    short: { name: "30m", period: 30 * minute },
  },
  {
    ...{ severity: "ticket", share: 0.1, hours: 24 },
    long: { name: "1d", period: day },
    short: { name: "2h", period: 2 * hour },
  },
  {
    ...{ severity: "ticket", share: 0.1, hours: 72 },
    long: { name: "3d", period: day, periods: [2, 3] },
    short: { name: "6h", period: 6 * hour },
  },
];

/** With fewer requests than this in a window, one that failed is a share that says nothing. */
const fewest = 100;

/**
 * How fast a service uses up its error budget, by both of its target groups (K23). Bad is what the user got an error
 * for: 5xx answers and connections that failed. Slow answers are not in it: K07 lets one in twenty be slow, so they
 * have no part of a budget of one in a thousand.
 */
export function burnWatches(
  groups: Readonly<Record<"blue" | "green", Routed>>,
  { availabilityPercent, windowDays }: Pick<Config["slo"], "availabilityPercent" | "windowDays">,
): readonly Burn[] {
  return speeds.map(({ severity, share, hours, long, short }) => {
    const times = (share * windowDays * 24) / hours;
    // Half of all answers at most: a budget of a tenth cannot be used up 14 times as fast as it is given.
    const threshold = Math.min(50, rounded(times * (100 - availabilityPercent)));
    const watch = (window: Window): Watch => ({
      kind: `burn-${hours}h-in-${window.name}`,
      says: `${threshold} % of answers or more are errors over ${window.name}: ${rounded(times)} times what the error budget allows`,
      metricQueries: failing(groups, window.period),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold,
      evaluationPeriods: window.periods?.[1] ?? 1,
      ...(window.periods && { datapointsToAlarm: window.periods[0] }),
      treatMissingData: "notBreaching",
    });
    return { severity, long: watch(long), short: watch(short) };
  });
}

/** Errors in percent of requests, blue and green together. */
function failing(groups: Readonly<Record<"blue" | "green", Routed>>, period: number) {
  const of = (id: string, metricName: string) =>
    Object.entries(groups).map(([colour, { balancer, targetGroup }]) =>
      term(
        `${id}_${colour}`,
        namespace,
        metricName,
        { LoadBalancer: balancer, TargetGroup: targetGroup },
        "Sum",
        period,
      ),
    );
  const both = (id: string): string => `(FILL(${id}_blue, 0) + FILL(${id}_green, 0))`;
  const [failed, asked] = [`(${both("failed")} + ${both("lost")})`, both("asked")];
  return [
    ...of("failed", "HTTPCode_Target_5XX_Count"),
    ...of("lost", "TargetConnectionErrorCount"),
    ...of("asked", "RequestCount"),
    result(`IF(${asked} >= ${fewest}, 100 * ${failed} / ${asked}, 0)`, "errors in percent of requests"),
  ];
}

const rounded = (value: number): number => Number(value.toPrecision(4));
