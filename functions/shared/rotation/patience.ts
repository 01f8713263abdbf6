import { setTimeout as pause } from "node:timers/promises";

export interface Patience {
  readonly everyMs: number;
  readonly withinMs: number;
}

/** Asks again and again, at least once; false where the time is over. */
export async function until(
  { everyMs, withinMs }: Patience,
  holds: () => Promise<boolean>,
): Promise<boolean> {
  const end = Date.now() + withinMs;
  for (;;) {
    if (await holds()) return true;
    if (Date.now() + everyMs > end) return false;
    await pause(everyMs);
  }
}
