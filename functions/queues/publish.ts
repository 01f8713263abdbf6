import { type Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { metricsOf } from "../shared/metrics.ts";
import { percentile, type Reading } from "./reading.ts";
import type { Worker } from "./rq-workers.ts";

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What waits and what failed, of one queue or of several together. */
function add(metrics: Metrics, readings: readonly Reading[]): Metrics {
  metrics
    .addMetric("Backlog", MetricUnit.Count, total(readings.map(({ backlog }) => backlog)))
    .addMetric(
      "OldestJobSeconds",
      MetricUnit.Seconds,
      Math.max(0, ...readings.map(({ oldestSeconds }) => oldestSeconds)),
    );
  const ended = readings.flatMap((reading) => reading.ended ?? []);
  if (ended.length > 0)
    metrics.addMetric("FailedJobs", MetricUnit.Count, total(ended.map(({ failed }) => failed)));
  return metrics;
}

export function publishQueue(namespace: string, queue: string, reading: Reading): void {
  add(metricsOf(namespace, { Queue: queue }), [reading]).publishStoredMetrics();
}

/** The queues of one service. In a minute in which no job finished, there is no latency. */
export function publishService(namespace: string, service: string, readings: readonly Reading[]): void {
  const metrics = add(metricsOf(namespace, { Service: service }), readings);
  const latency = percentile(
    readings.flatMap(({ ended }) => ended?.latencies ?? []),
    0.95,
  );
  if (latency !== undefined) metrics.addMetric("JobLatencySeconds", MetricUnit.Seconds, latency);
  metrics.publishStoredMetrics();
}

export function publishWorkers(namespace: string, service: string, workers: readonly Worker[]): void {
  metricsOf(namespace, { Service: service })
    .addMetric("WorkersAlive", MetricUnit.Count, workers.length)
    .addMetric("BusyWorkers", MetricUnit.Count, workers.filter(({ busy }) => busy).length)
    .publishStoredMetrics();
}
