/** One thing that was looked at in a restored copy, and what was expected. Numbers, times and versions; never a row. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly found: string | number | null;
  readonly expected: string;
}

/** All that was found out about a copy. */
export interface Outcome {
  readonly checks: readonly Check[];
  readonly measured: {
    /** Age of the newest data when the restore began (RPO); null where no data says when it is from. */
    readonly rpoHours: number | null;
    /** From the beginning of the restore until the copy was looked at (RTO). */
    readonly rtoMinutes: number;
  };
  readonly at: string;
}

const hourMs = 3_600_000;
const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Whether the newest data of a copy is young enough (K21). */
export function newestData(at: Date | null, restoredAt: Date, hours: number): Check {
  const age = at === null ? null : hoursBetween(at, restoredAt);
  return {
    name: "newest data",
    passed: age !== null && age <= hours,
    found: age === null ? null : `${age} h old`,
    expected: `at most ${hours} h old`,
  };
}

export const hoursBetween = (from: Date, to: Date): number =>
  tenths((to.getTime() - from.getTime()) / hourMs);

export const minutesBetween = (from: Date, to: Date): number =>
  Math.ceil((to.getTime() - from.getTime()) / 60_000);

/** Whether the copy was there in time. */
export const inTime = (minutes: number, hours: number): Check => ({
  name: "time to restore",
  passed: minutes <= hours * 60,
  found: `${minutes} min`,
  expected: `at most ${hours * 60} min`,
});
