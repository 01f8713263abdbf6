import {
  compositeAlarm,
  metricAlarm,
  scalingPolicy,
  service,
  subscription,
  topic,
} from "../reading/aws-types.ts";
import { perStack } from "../reading/per-stack.ts";
import type { StackExample, StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { toldByEvent } from "./by-event.ts";
import { type Composite, compositesOf, isRed } from "./composites.ts";
import { routesOf } from "./routes.ts";

type Property = "alarmActions" | "okActions";

/**
 * Each alarm whose `property` reaches nobody: no topic of the stack that has a route. Left out are alarms that only move
 * autoscaling, undo a deployment or hold others back, and those for which a composite alarm speaks.
 */
export function reachingNobody(stack: StackView, property: Property): readonly StackFinding[] {
  const undoing = new Set(stack.all(service).flatMap((node) => node.uses("alarms")));
  const suppressors = new Set(compositesOf(stack).all.map(({ suppressor }) => suppressor));
  return stack.all(metricAlarm, compositeAlarm).flatMap((node) => {
    if (
      undoing.has(node) ||
      (node.type === compositeAlarm && suppressors.has(node) && tellsNobody(node)) ||
      node.uses("alarmActions").some(({ type }) => type === scalingPolicy) ||
      reachedBy(stack, node, property).size > 0
    )
      return [];
    const topics = node.uses(property).filter(({ type }) => type === topic);
    if (topics.length > 0)
      return [
        {
          node,
          says: `${property} reach ${topics.map(({ name }) => name).join(", ")}, which nobody is subscribed to`,
        },
      ];
    const named: readonly unknown[] = node.known(property) ?? [];
    if (named.some((arn) => typeof arn === "string"))
      return [{ node, says: `${property} reach no topic of this stack` }];
    const over = compositesOf(stack).over.get(node) ?? [];
    if (over.length === 0) return [{ node, says: `has no ${property}` }];
    const names = over.map((composite) => composite.node.name).join(", ");
    return [{ node, says: `${property} are left to ${names}, which reaches nobody by it` }];
  });
}

/** It speaks to nobody by itself. */
export const tellsNobody = (node: Node): boolean =>
  !node.isUnknown("alarmActions") && (node.known("alarmActions") ?? []).length === 0;

/** The topics with a route to which an alarm speaks, by itself or as a part of composite alarms. */
function reachedBy(stack: StackView, node: Node, property: Property, depth = 5): ReadonlySet<Node> {
  const parents = depth === 0 ? [] : (compositesOf(stack).over.get(node) ?? []);
  return new Set([
    ...own(stack, node, property),
    ...parents
      .filter((composite) => !isSwallowed(stack, composite))
      .flatMap((composite) => [...reachedBy(stack, composite.node, property, depth - 1)]),
  ]);
}

/** The topics that hear of an alarm when it alone is red. */
export function heardAlone(stack: StackView, node: Node): ReadonlySet<Node> {
  const { all } = compositesOf(stack);
  const over = all.length === 0 ? [] : above(stack, node);
  return new Set([
    ...own(stack, node, "alarmActions"),
    ...over
      .filter(
        ({ node: parent, rule, suppressor }) =>
          (rule === undefined || isRed(stack, parent, node)) &&
          !(suppressor && (isRed(stack, suppressor, undefined) || isRed(stack, suppressor, node))),
      )
      .flatMap((composite) => [...own(stack, composite.node, "alarmActions")]),
  ]);
}

/** All composites that an alarm can raise, directly or through others. */
function above(stack: StackView, node: Node): readonly Composite[] {
  const found = new Set<Composite>();
  const queue = [node];
  for (let next = queue.pop(); next; next = queue.pop())
    for (const composite of compositesOf(stack).over.get(next) ?? [])
      if (!found.has(composite)) {
        found.add(composite);
        queue.push(composite.node);
      }
  return [...found];
}

/** Its suppressor is red while all is well, so that it never says anything. */
const isSwallowed = (stack: StackView, { suppressor }: Composite): boolean =>
  suppressor !== undefined && isRed(stack, suppressor, undefined);

/** Topics with a route, by ARN and by relation. */
const routed = perStack((stack) => {
  const topics = stack.all(topic).filter((node) => routesOf(stack, node).length > 0);
  return {
    topics: new Set(topics),
    byArn: new Map(topics.map((node) => [node.known("arn") as unknown, node])),
  };
});

function own(stack: StackView, node: Node, property: Property): readonly Node[] {
  const { topics, byArn } = routed(stack);
  const named: readonly unknown[] = node.known(property) ?? [];
  return [
    ...node.uses(property).filter((used) => topics.has(used)),
    ...named.flatMap((arn) => byArn.get(arn) ?? []),
    ...toldByEvent(stack, node, property).filter((told) => topics.has(told)),
  ];
}

/** An alarm, its topic and the topic's route, for examples. */
export const oncall: StackExample = [
  { type: topic, name: "oncall" },
  {
    type: subscription,
    name: "route",
    props: { protocol: "https", endpoint: "https://oncall.shop.example/sns" },
    uses: { topic: ["oncall"] },
  },
];
