import { queuesNamespace } from "../../components/run/queue-scaling.ts";
import { place } from "../platform/stores.ts";
import type { Metric } from "./target-tracking.ts";

/** Reads metrics of the embedded metric format, as CloudWatch does, from what a function printed. */
export function publishedIn(text: string): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const line of text.split("\n").filter((one) => one.includes('"_aws"'))) {
    const entry = JSON.parse(line);
    for (const { Namespace, Dimensions, Metrics } of entry._aws.CloudWatchMetrics)
      for (const set of Dimensions as string[][])
        for (const { Name } of Metrics) {
          const dimensions = set.map((name) => ({ name, value: entry[name] }));
          values.set(keyOf({ namespace: Namespace, metricName: Name, dimensions }), entry[Name]);
        }
  }
  return values;
}

/** A metric is its namespace, its name and exactly these dimensions. */
export const keyOf = ({ namespace, metricName, dimensions }: Metric): string =>
  [namespace, metricName, ...dimensions.map(({ name, value }) => `${name}=${value}`).sort()].join(" ");

/** What the function publishes of the worker, or of one of its queues. */
export const published = (
  metricName: string,
  name: "Service" | "Queue" = "Service",
  value = "worker",
): Metric => ({
  namespace: queuesNamespace(place),
  metricName,
  dimensions: [{ name, value }],
});

/** What AWS publishes of the worker. */
export const runningTasks: Metric = {
  namespace: "ECS/ContainerInsights",
  metricName: "RunningTaskCount",
  dimensions: [
    { name: "ClusterName", value: place.prefix },
    { name: "ServiceName", value: "worker" },
  ],
};
