import { logFilter, metricAlarm } from "../reading/aws-types.ts";
import { indexBy } from "../reading/index-by.ts";
import { perStack } from "../reading/per-stack.ts";
import type { Node, StackView } from "../view.ts";
import { type Alarm, readAlarm } from "./alarm.ts";

export interface Watch {
  readonly node: Node;
  /** Undefined where the program leaves its metrics to AWS, so that nothing can be told before deploy. */
  readonly alarm: Alarm | undefined;
}

/** Every alarm, read once. */
export const allAlarms = perStack((stack): readonly Watch[] =>
  stack.all(metricAlarm).map((node) => ({ node, alarm: readAlarm(node) })),
);

/** The alarms about a resource: computed from it, with a dimension that is its known name, or on the metric it makes. */
export function alarmsOf(stack: StackView, target: Node): readonly Watch[] {
  const index = indexed(stack);
  const names = nameProperties
    .map((property) => target.known(property))
    .filter((name) => typeof name === "string");
  const made = (part: string): unknown => target.known("metricTransformation", part);
  const counts = target.type === logFilter ? [metricKey(made("namespace"), made("name"))] : [];
  return [...new Set([target, ...names, ...counts].flatMap((key) => index.get(key) ?? []))];
}

const nameProperties = ["name", "identifier", "clusterIdentifier", "replicationGroupId", "arnSuffix", "arn"];
const dimensions = [
  "ServiceName",
  "TargetGroup",
  "LoadBalancer",
  "DBInstanceIdentifier",
  "DBClusterIdentifier",
  "ReplicationGroupId",
  "FunctionName",
  "StateMachineArn",
  "ProxyName",
  "QueueName",
  "RuleName",
  "CanaryName",
  "application_name",
];

/** A metric without dimensions is named by its namespace and itself. */
const metricKey = (namespace: unknown, name: unknown): string => `${namespace} ${name}`;

/** A cache's members are named after their group: prefix-cache-001, or -0001-001 where it is sharded. */
const groupOf = (member: string): string => member.replace(/(?:-\d{4})?-\d{3}$/, "");

const indexed = perStack((stack) =>
  indexBy(allAlarms(stack), ({ node, alarm }): unknown[] => [
    ...["dimensions", "metricQueries", "metricName"].flatMap((property) => node.uses(property)),
    ...(alarm?.metrics ?? []).flatMap((metric) => [
      metricKey(metric.namespace, metric.name),
      ...dimensions.map((name) => metric.dimension(name)).filter((name) => name !== undefined),
      groupOf(metric.dimension("CacheClusterId") ?? ""),
    ]),
  ]),
);
