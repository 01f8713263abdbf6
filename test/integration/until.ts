import { setTimeout as pause } from "node:timers/promises";

/** Waits for what comes soon, or says what did not. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await pause(20);
  }
}
