import { metricAlarm, service } from "../reading/aws-types.ts";
import { indexBy } from "../reading/index-by.ts";
import { perStack } from "../reading/per-stack.ts";
import type { Node, StackView } from "../view.ts";
import { compositesOf } from "./composites.ts";
import { heardAlone, tellsNobody } from "./paging.ts";
import { alarmTopics, ticketTopics } from "./routes.ts";

/** The alarms that a service's deployments listen to: by their names where these are known, else by relation. */
export function undoingOf(stack: StackView, node: Node): ReadonlySet<Node> {
  if (node.isUnknown("alarms")) return new Set(node.uses("alarms"));
  const names: readonly unknown[] = node.known("alarms", "alarmNames") ?? [];
  return new Set(names.flatMap((name) => byName(stack).get(name) ?? []));
}

const byName = perStack((stack) =>
  indexBy(stack.all(metricAlarm), (node): unknown[] => [node.known("name")]),
);

/**
 * Alarms that page nobody when they alone go off: those that only undo deployments, that count only together with
 * others, or that open a ticket where others page.
 */
export const unheard = perStack((stack): ReadonlySet<Node> => {
  const undoing = stack.all(service).flatMap((node) => [...undoingOf(stack, node), ...node.uses("alarms")]);
  // Where alarms speak to topics, one that speaks to none is heard through a composite alarm or not at all.
  const speaking = alarmTopics(stack).length > 0 ? stack.all(metricAlarm) : [];
  const silent = new Set([...undoing, ...compositesOf(stack).over.keys(), ...speaking].filter(tellsNobody));
  const tickets = ticketTopics(stack);
  if (silent.size === 0 && tickets.size === 0) return silent;
  return new Set(
    stack.all(metricAlarm).filter((node) => {
      const topics = [...heardAlone(stack, node)];
      return topics.length === 0 ? silent.has(node) : topics.every((one) => tickets.has(one));
    }),
  );
});

/** Alarms of which nobody hears when they alone go off, not even in the morning. */
export const untold = perStack(
  (stack): ReadonlySet<Node> =>
    new Set([...unheard(stack)].filter((node) => heardAlone(stack, node).size === 0)),
);
