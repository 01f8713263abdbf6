import { setTimeout as pause } from "node:timers/promises";
import type { Stoppable } from "../rollback/work.ts";
import { askerOf } from "../trial/asker.ts";

/** What an address answered; undefined where nothing came. */
export type Status = number | undefined;

/** Asked as a stranger does: without a credential. */
export async function statusAt(url: string, signal: AbortSignal): Promise<Status> {
  const answer = await askerOf({ signal })({ url, headers: { "cache-control": "no-cache" } });
  return "status" in answer ? answer.status : undefined;
}

export interface Waited {
  readonly reached: boolean;
  readonly seconds: number;
  /** What was answered last. */
  readonly last: Status;
}

/** A firewall takes its rules in one call, and most often has them everywhere within a minute. */
const withinMinutes = 5;

/** Asks until the answer is as it must be, and says how long that took. */
export async function until(
  url: string,
  good: (status: Status) => boolean,
  { manner: { signal, pace } }: Stoppable,
): Promise<Waited> {
  const began = performance.now();
  for (;;) {
    const last = await statusAt(url, signal);
    const ms = performance.now() - began;
    const reached = good(last);
    if (reached || signal.aborted || ms > withinMinutes * pace.minute)
      return { reached, seconds: Math.round(ms / 100) / 10, last };
    await pause(pace.look, undefined, { signal }).catch(() => undefined);
  }
}
