import { queue, service } from "../reading/aws-types.ts";
import { indexBy } from "../reading/index-by.ts";
import { perStack } from "../reading/per-stack.ts";
import type { StackExample } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import type { Metric } from "./alarm.ts";
import { allAlarms, type Watch } from "./alarm-index.ts";
import { type ScalingMetric, tracking, trackingsOf } from "./tracking.ts";

/**
 * The alarms about one worker: computed from it, with its name as a dimension, or on the very number that its tasks are
 * scaled by, which is how the length of a queue is told apart from another's.
 */
export function alarmsOfWorker(stack: StackView, worker: Node): readonly Watch[] {
  const index = indexed(stack);
  const name: unknown = worker.known("name");
  const tracked = trackingsOf(stack, worker);
  const scaling = new Set(tracked.flatMap(({ metrics }) => metrics).map(keyOfScaling));
  const queues = tracked.flatMap(({ node }) => node.uses(tracking)).filter(({ type }) => type === queue);
  const related = [worker, ...queues];
  const found = new Set([...related, name, ...scaling].flatMap((key) => index.get(key) ?? []));
  return [...found].filter(
    ({ node, alarm }) =>
      usedBy(node).some((used) => related.includes(used)) ||
      (alarm?.metrics ?? []).every(
        (metric) => (name !== undefined && metric.about().includes(name)) || scaling.has(keyOf(metric)),
      ),
  );
}

const usedBy = (node: Node): readonly Node[] =>
  ["dimensions", "metricQueries"].flatMap((property) => node.uses(property));

/** By what they were computed from, by every value of a dimension, and by the metrics themselves. */
const indexed = perStack((stack) =>
  indexBy(allAlarms(stack), ({ node, alarm }): unknown[] => [
    ...usedBy(node),
    ...(alarm?.metrics ?? []).flatMap((metric) => [...metric.about(), keyOf(metric)]),
  ]),
);

/** One metric, by all that names it; a dimension that is not known makes it like no other. */
const keyOf = (metric: Metric): string =>
  JSON.stringify([metric.namespace, metric.name, metric.dimensions().toSorted()]);
const keyOfScaling = ({ namespace, name, dimensions }: ScalingMetric): string =>
  JSON.stringify([
    namespace,
    name,
    Object.entries(dimensions)
      .map(([key, value]) => `${key}=${value}`)
      .toSorted(),
  ]);

/** The target of the policy that keeps such a number down: what is far above it should page. */
export const targetOf = (stack: StackView, worker: Node, says: (name: string) => boolean): number =>
  Math.max(
    1,
    ...trackingsOf(stack, worker)
      .filter(({ metrics }) => metrics.some(({ name }) => says(name)))
      .map(({ target }) => (typeof target === "number" ? target : 1)),
  );

/** A worker that says so, for examples. */
export const worker: StackExample[number] = {
  type: service,
  name: "worker",
  props: { name: "shop-worker", tags: { "service-kind": "worker" } },
};

/** Some other service, for examples. */
export const api: StackExample[number] = {
  type: service,
  name: "api",
  props: { name: "shop-api", tags: { "service-kind": "api" } },
};
