import { Metrics } from "@aws-lambda-powertools/metrics";

/**
 * Metrics for one publication, which reach CloudWatch as a line of the log: no call, no permission. Powertools would add
 * `service` to each; without it there must be one set of dimensions, an empty one too, for no set at all is no metric
 * ("Embedded metric format specification").
 */
export function metricsOf(namespace: string, dimensions: Readonly<Record<string, string>> = {}): Metrics {
  const metrics = new Metrics({ namespace });
  metrics.clearDefaultDimensions();
  metrics.addDimensions(dimensions);
  return metrics;
}
