import { setTimeout as after } from "node:timers/promises";
import { statusOf } from "../trial/asker.ts";
import type { Responsive } from "./judge.ts";

/** Asks again and again whether the database answers, until it is told to stop. */
export async function responsiveness(
  { origin, path }: { readonly origin: string; readonly path: string },
  {
    signal,
    everyMs,
    limitMs,
  }: { readonly signal: AbortSignal; readonly everyMs: number; readonly limitMs: number },
): Promise<Responsive> {
  let [asked, failed, slowestMs] = [0, 0, 0];
  while (!signal.aborted) {
    const began = performance.now();
    const status = await statusOf(`${origin}${path}`);
    if (!signal.aborted || status === 200) {
      asked++;
      if (status !== 200) failed++;
      slowestMs = Math.max(slowestMs, Math.round(performance.now() - began));
    }
    await after(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return { path, asked, failed, slowestMs, limitMs };
}
