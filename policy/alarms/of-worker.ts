import { queue, service } from "../reading/aws-types.ts";
import type { StackExample } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import type { Alarm, Metric } from "./alarm.ts";
import { type ScalingMetric, tracking, trackingsOf } from "./tracking.ts";

/**
 * Whether an alarm is about one worker: computed from it, with its name as a dimension, or on the very number that its
 * tasks are scaled by, which is how the length of a queue is told apart from another's.
 */
export function aboutWorker(stack: StackView, worker: Node): (alarm: Alarm) => boolean {
  const name: unknown = worker.known("name");
  const tracked = trackingsOf(stack, worker);
  const scaling = tracked.flatMap(({ metrics }) => metrics);
  const queues = tracked.flatMap(({ node }) => node.uses(tracking)).filter(({ type }) => type === queue);
  const moves = (metric: Metric): boolean => scaling.some((one) => isSame(one, metric));
  return ({ node, metrics }) =>
    ["dimensions", "metricQueries"]
      .flatMap((property) => node.uses(property))
      .some((used) => used === worker || queues.includes(used)) ||
    metrics.every((metric) => (name !== undefined && metric.about().includes(name)) || moves(metric));
}

const isSame = ({ namespace, name, dimensions }: ScalingMetric, metric: Metric): boolean => {
  const entries = Object.entries(dimensions);
  return (
    namespace === metric.namespace &&
    name === metric.name &&
    entries.length === metric.about().length &&
    entries.every(([key, value]) => metric.dimension(key) === value)
  );
};

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
