import { awsMetrics } from "../reading/aws-metrics.ts";
import { perStack } from "../reading/per-stack.ts";
import { isAwsNamespace, isPublished } from "../reading/publishers.ts";
import type { StackFinding } from "../rule.ts";
import type { StackView } from "../view.ts";

/** A metric that somebody looks at, with the dimensions whose value is known. */
export interface Looked {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Why nothing of this stack would ever fill a metric: a curve without points looks like a quiet night. */
export function unfilled(stack: StackView, looked: Looked): readonly Omit<StackFinding, "node">[] {
  const { namespace, name, dimensions } = looked;
  const source = awsMetrics[namespace];
  if (!source) {
    if (isPublished(stack, namespace, name)) return [];
    return isAwsNamespace(namespace)
      ? [{ says: `${namespace} is no namespace that is known here`, notProven: true }]
      : [{ says: `nothing in the stack publishes ${name} in ${namespace}` }];
  }
  if (!source.names.has(name))
    return isPublished(stack, namespace, name) ? [] : [{ says: `${name} is no metric of ${namespace}` }];
  if (!filled(stack).has(namespace))
    return [{ says: `nothing in the stack publishes ${name} in ${namespace}` }];
  return Object.entries(dimensions)
    .filter(([key, value]) => source.about.includes(key) && !isNamed(stack, value))
    .map(([key, value]) => ({ says: `${name} is about ${key} ${value}, which is not in the stack` }));
}

/** Namespaces of which the stack has a source. */
const filled = perStack(
  (stack): ReadonlySet<string> =>
    new Set(
      Object.entries(awsMetrics)
        .filter(([, { from }]) => from.some((type) => stack.all(type).length > 0))
        .map(([namespace]) => namespace),
    ),
);

/** A cache's members are named after their group: prefix-cache-001, or -0001-001 where it is sharded. */
const isNamed = (stack: StackView, name: string): boolean =>
  names(stack).has(name) || names(stack).has(name.replace(/(?:-\d{4})?-\d{3}$/, ""));

const named = ["name", "identifier", "clusterIdentifier", "replicationGroupId"] as const;

/** What something is called in its numbers: its name, or of a web ACL what it says itself ("AWS WAF metrics and dimensions"). */
const names = perStack(
  (stack): ReadonlySet<string> =>
    new Set(
      stack.nodes.flatMap((node) => [
        ...named.map((key) => node.known(key)),
        node.known("visibilityConfig", "metricName"),
      ]),
    ),
);
