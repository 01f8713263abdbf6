import { setTimeout as pause } from "node:timers/promises";

/** Waits until one more refusal is within bounds. */
export type Pace = () => Promise<void>;

/**
 * Refusals that a trial causes stay below half of what pages somebody, so that nobody is woken for it (K09): the first
 * half minute's worth at once, the others one by one.
 */
export function paceOf(perMinute: number, signal: AbortSignal, minuteMs = 60_000): Pace {
  const most = Math.max(1, Math.floor(perMinute / 2));
  const asked: number[] = [];
  return async () => {
    const oldest = asked.at(-most);
    const wait = oldest === undefined ? 0 : oldest + minuteMs - Date.now();
    if (wait > 0) await pause(wait, undefined, { signal }).catch(() => undefined);
    asked.push(Date.now());
  };
}
