import { setTimeout as pause } from "node:timers/promises";
import { AwsFailed } from "../errors.ts";

/** A task is not given up because a network fails for some seconds. */
export async function enduring<T>(everyMs: number, ask: () => Promise<T>): Promise<T> {
  for (let time = 1; time < 5; time++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AwsFailed)) throw error;
      await pause(everyMs);
    }
  }
  return ask();
}
