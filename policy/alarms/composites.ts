import { compositeAlarm, metricAlarm } from "../reading/aws-types.ts";
import { indexBy } from "../reading/index-by.ts";
import { perStack } from "../reading/per-stack.ts";
import type { Node, StackView } from "../view.ts";
import { type AlarmRule, readAlarmRule } from "./alarm-rule.ts";

export interface Composite {
  readonly node: Node;
  /** Undefined where it is not known, or no rule. */
  readonly rule: AlarmRule | undefined;
  /** The alarms that can raise it. */
  readonly parts: readonly Node[];
  /** Alarm of this stack that holds its actions back. */
  readonly suppressor: Node | undefined;
}

export interface Composites {
  readonly all: readonly Composite[];
  readonly of: ReadonlyMap<Node, Composite>;
  /** The composites that an alarm is a part of. */
  readonly over: ReadonlyMap<Node, readonly Composite[]>;
  readonly named: ReadonlyMap<unknown, Node>;
}

/** A metric alarm is named by `name`, a composite alarm by `alarmName`. */
const nameOf = (node: Node): unknown => node.known(node.type === compositeAlarm ? "alarmName" : "name");

export const compositesOf = perStack((stack): Composites => {
  const composites = stack.all(compositeAlarm);
  // Names matter to composites alone.
  const alarms = composites.length === 0 ? [] : stack.all(metricAlarm, compositeAlarm);
  const named = new Map(alarms.map((node) => [nameOf(node), node]));
  const all = composites.map((node) => read(node, named));
  const over = indexBy(all, ({ parts }) => parts);
  return { all, of: new Map(all.map((one) => [one.node, one])), over, named };
});

function read(node: Node, named: ReadonlyMap<unknown, Node>): Composite {
  const text: unknown = node.known("alarmRule");
  const rule = typeof text === "string" ? readAlarmRule(text) : undefined;
  const parts =
    text === undefined || node.isUnknown("alarmRule")
      ? node.uses("alarmRule")
      : [...(rule?.raisedBy ?? [])].flatMap((name) => named.get(name) ?? []);
  const by: unknown = node.known("actionsSuppressor", "alarm");
  const used = node
    .uses("actionsSuppressor")
    .find(({ type }) => [metricAlarm, compositeAlarm].includes(type));
  return { node, rule, parts, suppressor: named.get(by) ?? used };
}

/** Is this alarm red while `red` is and nothing else? */
export function isRed(stack: StackView, node: Node, red: Node | undefined, depth = 5): boolean {
  if (node === red) return true;
  const { of, named } = compositesOf(stack);
  const rule = of.get(node)?.rule;
  if (!rule || depth === 0) return false;
  return rule.holds((name) => {
    const part = named.get(name);
    return part !== undefined && isRed(stack, part, red, depth - 1);
  });
}
