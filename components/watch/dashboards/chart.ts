import type { Dimensions } from "../alarms/watch.ts";

/** One metric on a chart. */
export interface Measured {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Dimensions;
  readonly stat: "Sum" | "Average" | "Maximum" | "Minimum" | "p75" | "p95" | "p99";
  readonly label: string;
  /** How expressions call it. */
  readonly id?: string;
  /** Only a term of an expression. */
  readonly hidden?: true;
  /** Where it is measured, if not where the stack stands. */
  readonly region?: string;
}

/** What is computed from other metrics of the chart. */
export interface Computed {
  readonly expression: string;
  readonly label: string;
}

/** A number that should not be passed. */
export interface Line {
  readonly at: number;
  readonly says: string;
}

/** Numbers over time, or one number over some days. Its title says what good looks like. */
export interface Chart {
  readonly title: string;
  readonly unit: string;
  /** Rows of the register that ask for it. */
  readonly requirements: readonly string[];
  readonly series: readonly (Measured | Computed)[];
  readonly lines?: readonly Line[];
  /** One number over so many days, instead of a curve. */
  readonly overDays?: number;
}

/** States of alarms, by ARN. */
export interface States {
  readonly title: string;
  readonly alarms: readonly string[];
}

/** Begins a row. */
export interface Heading {
  readonly heading: string;
}

export type Widget = Chart | States | Heading;

export const isMeasured = (one: Measured | Computed): one is Measured => "metricName" in one;

/** Metrics of one thing, each by its name and how it is taken. */
export const measuredOf =
  (namespace: string, dimensions: Dimensions, region?: string) =>
  (
    metricName: string,
    stat: Measured["stat"],
    label: string,
    more: Pick<Measured, "id" | "hidden"> = {},
  ): Measured => ({
    namespace,
    metricName,
    dimensions,
    stat,
    label,
    ...(region !== undefined && { region }),
    ...more,
  });
