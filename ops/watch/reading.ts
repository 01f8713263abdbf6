import type { Config } from "../../config/schema.ts";

/** One minute, or five, of what users felt. */
export interface Point {
  /** When it began. */
  readonly at: string;
  readonly asked: number;
  /** 5xx answers, and connections that failed. */
  readonly failed: number;
  readonly p95Ms: number | null;
  /** Shares of answers, in percent, within `slo.p95Ms` and `slo.p99Ms`: shares can be added up, percentiles cannot. */
  readonly within95: number | null;
  readonly within99: number | null;
}

/** Tasks of one kind: a service's blue or green group; the balancer's own answers; or what we asked ourselves. */
export interface Group {
  readonly service: string;
  readonly group: "blue" | "green" | "balancer" | "asked";
  readonly points: readonly Point[];
}

/** Something that may run out. */
export interface Gauge {
  readonly name: string;
  readonly unit: string;
  readonly limit: number;
  /** Over the whole window; null where nothing was measured. */
  readonly average: number | null;
  readonly latest: number | null;
  readonly requirements: readonly string[];
}

export interface Reading {
  readonly groups: readonly Group[];
  readonly gauges: readonly Gauge[];
  /** Red alarms that tell somebody, by name; pages first. */
  readonly red: readonly { readonly name: string; readonly pages: boolean }[];
}

/** Where numbers come from. */
export interface Source {
  /** For people. */
  readonly from: string;
  /** A minute is complete so many milliseconds after its end. */
  readonly lagMs: number;
  read(from: Date, to: Date): Promise<Reading>;
  stop(): void;
}

/** What a service was like over all of the points. */
export interface Total {
  readonly service: string;
  readonly asked: number;
  readonly failed: number;
  readonly failedPercent: number;
  readonly within95: number | null;
  readonly within99: number | null;
  readonly worstP95Ms: number | null;
  readonly latestP95Ms: number | null;
}

/** By service, both of its groups together. */
export function totalsOf({ groups }: Pick<Reading, "groups">): readonly Total[] {
  return [...Map.groupBy(groups, ({ service }) => service)].map(([service, own]) => {
    const points = own.flatMap((group) => group.points).toSorted((a, b) => a.at.localeCompare(b.at));
    const asked = sum(points.map((point) => point.asked));
    const failed = sum(points.map((point) => point.failed));
    const p95s = points.flatMap(({ p95Ms }) => p95Ms ?? []);
    return {
      ...{ service, asked, failed },
      failedPercent: asked === 0 ? (failed > 0 ? 100 : 0) : rounded((100 * failed) / asked),
      within95: share(points, ({ within95 }) => within95),
      within99: share(points, ({ within99 }) => within99),
      worstP95Ms: p95s.length === 0 ? null : Math.max(...p95s),
      latestP95Ms: p95s.at(-1) ?? null,
    };
  });
}

/** Of all answers, weighed by how many there were. */
function share(points: readonly Point[], of: (point: Point) => number | null): number | null {
  const known = points.flatMap((point) => {
    const percent = of(point);
    return percent === null || point.asked === 0 ? [] : [{ percent, asked: point.asked }];
  });
  const asked = sum(known.map((one) => one.asked));
  return asked === 0 ? null : rounded(sum(known.map((one) => one.percent * one.asked)) / asked);
}

/** How much of what may fail within `slo.windowDays` has failed, were all days like this one; percent. */
export const budgetUsed = ({ failedPercent }: Total, { availabilityPercent }: Config["slo"]): number =>
  rounded((100 * failedPercent) / (100 - availabilityPercent));

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
const rounded = (value: number): number => Number(value.toFixed(3));
