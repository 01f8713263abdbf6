import { setTimeout as after } from "node:timers/promises";
import autocannon from "autocannon";
import { type Lane, lanesOf } from "./lanes.ts";
import type { LoadPlan } from "./plan.ts";
import { type Second, Tally } from "./tally.ts";
import { tunnelTo } from "./tunnel.ts";

/** As long as a request may take at most; nobody waits longer. */
const timeoutSeconds = 10;
/** So many requests in vain end a lane: nobody is there. */
const mostInVain = 200;

export interface Load {
  readonly tally: Tally;
  /** Seconds that it lasted. */
  readonly seconds: number;
}

interface Asking {
  readonly tokens: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Each second. */
  readonly saw: (second: Second) => void;
}

/** Asks at an even rate for the seconds of the plan, or until it is stopped. */
export async function generate(plan: LoadPlan, { tokens, signal, saw }: Asking): Promise<Load> {
  const tally = new Tally();
  const origins = [...new Set(plan.asked.map(({ origin }) => origin))];
  const tunnels = new Map(
    await Promise.all(origins.map(async (origin) => [origin, await tunnelTo(origin)] as const)),
  );
  const began = performance.now();
  const ticking = setInterval(() => saw(tally.tick()), 1000);
  const end = AbortSignal.any([signal, AbortSignal.timeout(plan.seconds * 1000)]);
  try {
    await Promise.all(
      lanesOf(plan.asked, plan.rate).map((lane) =>
        run(lane, tunnels.get(lane.origin)?.url ?? lane.origin, plan.seconds, tokens, tally, end),
      ),
    );
  } finally {
    clearInterval(ticking);
    for (const tunnel of tunnels.values()) tunnel.close();
  }
  // What the last lanes were still waiting for belongs to the last second.
  return { tally, seconds: Math.min(plan.seconds, (performance.now() - began) / 1000) };
}

async function run(
  { origin, rate, connections, asked, startsAfter }: Lane,
  url: string,
  seconds: number,
  tokens: Asking["tokens"],
  tally: Tally,
  end: AbortSignal,
): Promise<void> {
  await after(startsAfter, undefined, { signal: end }).catch(() => undefined);
  if (end.aborted) return;
  const dueEveryMs = (1000 * connections) / rate;
  const { promise, resolve } = Promise.withResolvers<void>();
  const instance = autocannon(
    {
      url,
      connections,
      overallRate: rate,
      duration: seconds + 1, // the signal ends all lanes at once
      timeout: timeoutSeconds,
      bailout: mostInVain,
      sampleInt: 100,
      ignoreCoordinatedOmission: true, // see Tally
      requests: asked.map(({ path, as }) => ({
        method: "GET",
        path,
        headers: {
          host: new URL(origin).host,
          "user-agent": "golive-load",
          accept: "application/json, */*",
          ...(as !== undefined && { authorization: `Bearer ${tokens[as]}` }),
        },
      })),
    },
    () => resolve(),
  );
  instance.on("response", (_, status, __, ms) => {
    if (!end.aborted) tally.answer(status, ms, dueEveryMs);
  });
  instance.on("reqError", (error: unknown) => {
    const late = error instanceof Error && /timed out/.test(error.message);
    if (!end.aborted) tally.silence(late ? timeoutSeconds * 1000 : 0, dueEveryMs);
  });
  const stop = () => instance.stop();
  end.addEventListener("abort", stop, { once: true });
  await promise;
  end.removeEventListener("abort", stop);
}
