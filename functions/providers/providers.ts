import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { type Ask, wrongWith } from "../shared/ask.ts";
import { log } from "../shared/log.ts";
import { metricsOf } from "../shared/metrics.ts";
import type { Settings } from "./settings.ts";

export interface Around {
  readonly ask: Ask;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

export interface Finding {
  readonly provider: string;
  readonly reachable: boolean;
  readonly latencyMs: number;
}

/** How many are asked at the same time: a run ends in time however many there are, and opens few connections at once. */
const atOnce = 10;

/** Whether each third party is there, one after another's failure or not; what it found goes into metrics (G11). */
export async function providers(settings: Settings, around: Around): Promise<readonly Finding[]> {
  const waiting = Object.entries(settings.providers).values();
  const found: Finding[] = [];
  const askers = Array.from({ length: atOnce }, async () => {
    for (const [provider, one] of waiting) {
      const begun = around.now();
      const answer = await around.ask({ url: one.probe }, settings.patienceSeconds * 1_000);
      const latencyMs = Math.round(around.now() - begun);
      const wrong = wrongWith(answer, one.answers);
      if (wrong !== undefined) log({ level: "error", says: `${provider} ${wrong}` });
      publish(settings.namespace, { provider, reachable: wrong === undefined, latencyMs });
      found.push({ provider, reachable: wrong === undefined, latencyMs });
    }
  });
  await Promise.all(askers);
  return found.sort((a, b) => a.provider.localeCompare(b.provider));
}

function publish(namespace: string, { provider, reachable, latencyMs }: Finding): void {
  const metrics = metricsOf(namespace, { Provider: provider });
  metrics.addMetric("Reachable", MetricUnit.Count, reachable ? 1 : 0);
  // Of what did not answer the time is ours, not its.
  if (reachable) metrics.addMetric("LatencyMs", MetricUnit.Milliseconds, latencyMs);
  metrics.publishStoredMetrics();
}
