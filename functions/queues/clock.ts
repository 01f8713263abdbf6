import { z } from "zod";

/** A span of time in seconds since 1970, its end left out. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface Clock {
  /** Seconds since 1970. */
  readonly now: number;
  /** The minute whose ended jobs this run counts. */
  readonly minute: Span;
}

/** RQ writes down that a job ended a little later than it ended: for so many seconds a minute is left alone. */
export const settling = 5;

const scheduled = z.object({ time: z.iso.datetime({ offset: true }) });

/**
 * Each run counts one minute, by the time for which it was scheduled: runs that begin sooner or later than others
 * neither count a job twice nor leave one out.
 */
export function clockOf(event: unknown, at: Date): Clock {
  const meant = scheduled.safeParse(event).data?.time;
  const minute = Math.floor((meant === undefined ? at.getTime() : Date.parse(meant)) / 60_000);
  const until = minute * 60 - settling;
  return { now: at.getTime() / 1000, minute: { from: until - 60, until } };
}
