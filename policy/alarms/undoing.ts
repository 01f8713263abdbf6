import { metricAlarm, service } from "../reading/aws-types.ts";
import { perStack } from "../reading/per-stack.ts";
import type { Node, StackView } from "../view.ts";

/** The alarms that a service's deployments listen to: by their names where these are known, else by relation. */
export function undoingOf(stack: StackView, node: Node): ReadonlySet<Node> {
  if (node.isUnknown("alarms")) return new Set(node.uses("alarms"));
  const names: readonly unknown[] = node.known("alarms", "alarmNames") ?? [];
  return new Set(stack.all(metricAlarm).filter((found) => names.includes(found.known("name"))));
}

/** Alarms that only undo deployments: between two of them they go off, and nobody hears it. */
export const unheard = perStack((stack): ReadonlySet<Node> => {
  const undoing = stack.all(service).flatMap((node) => [...undoingOf(stack, node), ...node.uses("alarms")]);
  return new Set(
    undoing.filter(
      (node) => !node.isUnknown("alarmActions") && (node.known("alarmActions") ?? []).length === 0,
    ),
  );
});
