import type { StackView } from "../view.ts";
import { logFilter, taskDefinition } from "./aws-types.ts";
import { covers } from "./document.ts";
import { lambda } from "./function-types.ts";
import { grants, grantTypes } from "./grants.ts";
import { perStack } from "./per-stack.ts";

/** Namespaces that AWS itself publishes in; what stands there is there without the program. */
export const isAwsNamespace = (namespace: unknown): boolean =>
  /^(?:AWS\/|ECS\/ContainerInsights$|LambdaInsights$|CWAgent$)/.test(String(namespace));

/**
 * Whether something of the stack publishes a metric: a filter of a log, a role that may publish in that namespace by
 * name, or code that was told of the namespace in its environment (Powertools reads POWERTOOLS_METRICS_NAMESPACE there).
 */
export const isPublished = (stack: StackView, namespace: string, name: string): boolean =>
  countsLines(stack).get(namespace)?.has(name) ||
  tellsCode(stack).has(namespace) ||
  mayPublish(stack).some((allowed) => covers(allowed, namespace));

/** The metrics that filters of logs make, by namespace. */
const countsLines = perStack((stack): ReadonlyMap<unknown, ReadonlySet<unknown>> => {
  const index = new Map<unknown, Set<unknown>>();
  for (const node of stack.all(logFilter)) {
    const namespace: unknown = node.known("metricTransformation", "namespace");
    const names = index.get(namespace) ?? new Set();
    index.set(namespace, names.add(node.known("metricTransformation", "name")));
  }
  return index;
});

const tellsCode = perStack(
  (stack): ReadonlySet<string> =>
    new Set([
      ...stack
        .all(lambda)
        .flatMap((node) => Object.values(Object(node.known("environment", "variables"))).map(String)),
      ...stack
        .all(taskDefinition)
        .flatMap((node) => stack.containers(node) ?? [])
        .flatMap(({ environment = [] }) => environment.map(({ value }) => String(value))),
    ]),
);

const mayPublish = perStack((stack): readonly string[] =>
  stack
    .all(...grantTypes)
    .flatMap((node) =>
      grants(node.type, { policy: node.known("policy"), inlinePolicies: node.known("inlinePolicies") }),
    )
    .filter(({ actions }) => actions.some((action) => covers(action, "cloudwatch:PutMetricData")))
    .flatMap(({ conditions }) =>
      conditions.filter(({ key }) => key === "cloudwatch:namespace").flatMap(({ values }) => values),
    ),
);
