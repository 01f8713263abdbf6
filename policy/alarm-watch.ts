import { type Alarm, readAlarm } from "./alarm.ts";
import { metricAlarm } from "./aws-types.ts";
import type { StackFinding } from "./rule.ts";
import type { Node, StackView } from "./view.ts";

/** What a kind of resource must have an alarm for. */
export interface Demand {
  readonly targets: (stack: StackView) => readonly Node[];
  /** An alarm about the target counts when it looks at one of these. */
  readonly metrics: readonly string[];
  /** What is wrong with such an alarm; one with nothing wrong is enough. */
  readonly wrong: (alarm: Alarm, target: Node) => readonly string[];
  /** What the target lacks when there is none: "no alarm on …". */
  readonly lacks: string;
}

/** For each target without a fitting alarm: what it lacks, or what is wrong with the alarm that comes closest. */
export function unwatched(stack: StackView, demand: Demand): readonly StackFinding[] {
  const wanted = new Set(demand.metrics);
  return demand.targets(stack).flatMap((target): readonly StackFinding[] => {
    const about = alarmsOf(stack, target);
    const tried = about
      .flatMap(({ alarm }) => (alarm?.metrics.some(({ name }) => wanted.has(name)) ? [alarm] : []))
      .map((alarm) => ({ node: alarm.node, wrong: demand.wrong(alarm, target) }))
      .sort((a, b) => a.wrong.length - b.wrong.length);
    const [best] = tried;
    if (best) return best.wrong.map((says) => ({ node: best.node, says }));
    if (about.some(({ alarm }) => alarm === undefined))
      return [{ node: target, says: `${demand.lacks} that can be read before deploy`, notProven: true }];
    return [{ node: target, says: demand.lacks }];
  });
}

/** Values at which it has to ring, values at which it must stay quiet, and how soon. */
export function trial(
  alarm: Alarm,
  at: {
    readonly breach: Readonly<Record<string, number>>;
    readonly calm: Readonly<Record<string, number>>;
    readonly within: number;
    readonly breachIs: string;
  },
): readonly string[] {
  const rings = alarm.rings(at.breach);
  const late = alarm.delay === undefined || alarm.delay > at.within;
  return [
    ...(rings === true ? [] : [`does not go off when ${at.breachIs}`]),
    ...(rings === true && alarm.rings(at.calm) !== false ? ["goes off when all is well"] : []),
    ...(late
      ? [`goes off after ${alarm.delay ?? "an unknown number of"} s; ${at.within} s is the limit`]
      : []),
  ];
}

interface Watch {
  readonly node: Node;
  readonly alarm: Alarm | undefined;
}

const indexes = new WeakMap<StackView, ReadonlyMap<unknown, readonly Watch[]>>();

/** The alarms about a resource: computed from it, or with a dimension that is its known name. */
function alarmsOf(stack: StackView, target: Node): readonly Watch[] {
  const index = indexes.get(stack) ?? indexed(stack);
  indexes.set(stack, index);
  const names = nameProperties
    .map((property) => target.known(property))
    .filter((name) => typeof name === "string");
  return [...new Set([target, ...names].flatMap((key) => index.get(key) ?? []))];
}

const nameProperties = ["name", "identifier", "clusterIdentifier", "replicationGroupId", "arnSuffix"];
const dimensionNames = [
  "ServiceName",
  "TargetGroup",
  "LoadBalancer",
  "DBInstanceIdentifier",
  "DBClusterIdentifier",
  "ReplicationGroupId",
];

function indexed(stack: StackView): ReadonlyMap<unknown, readonly Watch[]> {
  const index = new Map<unknown, Watch[]>();
  for (const node of stack.all(metricAlarm)) {
    const watch = { node, alarm: readAlarm(node) };
    const keys = new Set<unknown>([
      ...node.uses("dimensions"),
      ...node.uses("metricQueries"),
      ...namesIn(node),
    ]);
    for (const key of keys) {
      const list = index.get(key);
      if (list) list.push(watch);
      else index.set(key, [watch]);
    }
  }
  return index;
}

function namesIn(node: Node): readonly string[] {
  const paths: (string | number)[][] = [["dimensions"]];
  for (let i = 0; typeof node.known("metricQueries", i, "id") === "string"; i += 1)
    paths.push(["metricQueries", i, "metric", "dimensions"]);
  return paths
    .flatMap((path) => [
      ...dimensionNames.map((name) => node.known(...path, name)),
      // A cache's members are named after their group: prefix-cache-001.
      node.known(...path, "CacheClusterId")?.replace(/-\d{3}$/, ""),
    ])
    .filter((name) => typeof name === "string");
}
