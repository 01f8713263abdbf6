/** What was found in one queue. */
export interface Reading {
  /** Jobs that wait. */
  readonly backlog: number;
  /** For how long the oldest of them has waited; zero where none waits. */
  readonly oldestSeconds: number;
  /** Of the minute that was counted; null where a library does not say. */
  readonly ended: Ended | null;
}

export interface Ended {
  readonly failed: number;
  /** From when each finished job was enqueued until it ended, in seconds. */
  readonly latencies: readonly number[];
}

/** The value that a share of all does not pass; undefined of none ("nearest rank"). */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1];
}
