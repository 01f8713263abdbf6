import { scalingPolicy } from "../reading/aws-types.ts";
import { scalingOf } from "../reading/ecs.ts";
import { indexBy } from "../reading/index-by.ts";
import { fields, listed } from "../reading/json.ts";
import { workers } from "../reading/kinds.ts";
import { perStack } from "../reading/per-stack.ts";
import type { StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { closest } from "./closest.ts";
import { evaluate } from "./metric-math.ts";

/** One metric that moves a service's number of tasks. */
export interface ScalingMetric {
  readonly id: string;
  readonly namespace: unknown;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/** A policy that keeps a number of the program's own at a target. */
export interface Tracking {
  readonly node: Node;
  readonly metrics: readonly ScalingMetric[];
  readonly target: unknown;
  /** It only ever adds tasks. */
  readonly onlyAdds: boolean;
  /** What it compares with its target, if its metrics had these values; undefined where that cannot be told. */
  worth(of: (metric: ScalingMetric) => number): number | undefined;
}

export const tracking = "targetTrackingScalingPolicyConfiguration";

/** The policies that move one service: found by relation, or by the same known name of what they scale. */
export function policiesOf(stack: StackView, service: Node): readonly Node[] {
  const target = scalingOf(stack, service);
  if (!target) return [];
  const index = indexed(stack);
  const keys = [target, service, target.known("resourceId") ?? target];
  return [...new Set(keys.flatMap((key) => index.get(key) ?? []))];
}

/** By what they scale: the resources, and its known name. */
const indexed = perStack((stack) =>
  indexBy(stack.all(scalingPolicy), (node): unknown[] => [
    ...node.uses("resourceId"),
    node.known("resourceId"),
  ]),
);

/** Those of them that look at metrics of the program's own. */
export const trackingsOf = (stack: StackView, service: Node): readonly Tracking[] =>
  policiesOf(stack, service).flatMap((node) => {
    const spec: unknown = node.known(tracking, "customizedMetricSpecification");
    return spec instanceof Object ? [read(node, { ...spec })] : [];
  });

/** Of each worker: that no policy looks at such a metric, or what is wrong with the one that comes closest. */
export const untracked = (
  stack: StackView,
  says: (metricName: string) => boolean,
  wrong: (policy: Tracking) => readonly string[],
  lacks: string,
): readonly StackFinding[] =>
  workers(stack).flatMap((node): readonly StackFinding[] => {
    const tried = trackingsOf(stack, node)
      .filter(({ metrics }) => metrics.some(({ name }) => says(name)))
      .map((one) => ({ node: one.node, wrong: wrong(one) }));
    return closest(tried) ?? [{ node, says: lacks, ...(unread(stack, node) && { notProven: true }) }];
  });

/** What moves it is left to AWS, so that nothing can be told before deploy. */
const unread = (stack: StackView, service: Node): boolean =>
  policiesOf(stack, service).some(
    (node) => node.isUnknown(tracking) && node.known(tracking, "customizedMetricSpecification") === undefined,
  );

function read(node: Node, spec: Readonly<Record<string, unknown>>): Tracking {
  const queries = listed(spec.metrics);
  const single = typeof spec.metricName === "string" ? [metric(spec.metricName, spec)] : [];
  const several = queries.flatMap(({ id, metricStat }) => {
    const { metric: looked } = fields(metricStat);
    return looked === undefined ? [] : [metric(String(id), fields(looked))];
  });
  const metrics = [...single, ...several];
  const returned = queries.find(({ returnData }) => returnData !== false) ?? {};
  return {
    node,
    metrics,
    target: node.known(tracking, "targetValue"),
    onlyAdds: node.known(tracking, "disableScaleIn") === true,
    worth: (of) => {
      const shown = single[0] ?? metrics.find(({ id }) => id === returned.id);
      if (typeof returned.expression !== "string") return shown && of(shown);
      return evaluate(returned.expression, (id) => {
        const named = metrics.find((one) => one.id === id);
        return named && of(named);
      });
    },
  };
}

const metric = (id: string, given: Readonly<Record<string, unknown>>): ScalingMetric => ({
  id,
  namespace: given.namespace,
  name: String(given.metricName),
  dimensions: Object.fromEntries(
    listed(given.dimensions).map(({ name, value }): [string, unknown] => [String(name), value]),
  ),
});
