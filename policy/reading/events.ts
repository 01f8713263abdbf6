import type { StackExample } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { subscription, topic } from "./aws-types.ts";
import { eventRule, eventTarget } from "./function-types.ts";

/** What EventBridge compares an event with ("Event patterns", EventBridge guide). */
export type Pattern = Readonly<Record<string, unknown>>;

type Value = string | number | null;

/** An event as far as a rule asks about it: a field that is left out narrows no pattern, and null is one that it lacks. */
export interface Event {
  readonly [field: string]: Value | undefined | Event;
}

export const isOn = (rule: Node): boolean =>
  rule.known("state") !== "DISABLED" && rule.known("isEnabled") !== false;

/** The patterns of the rules that are switched on and have such a target. */
export const heardBy = (stack: StackView, fits: (target: Node) => boolean): readonly Pattern[] =>
  stack
    .all(eventRule)
    .filter(isOn)
    .filter((node) => stack.pointing(eventTarget, "rule", node).some(fits))
    .flatMap((node) => patternOf(node.known("eventPattern")));

export const patternOf = (text: unknown): readonly Pattern[] =>
  typeof text === "string" ? [{ ...JSON.parse(text) }] : [];

/** The patterns of the rules that page: their topic has somebody subscribed to it. */
export function pagedOn(stack: StackView): readonly Pattern[] {
  const topics = stack.all(topic).filter((node) => stack.pointing(subscription, "topic", node).length > 0);
  return heardBy(stack, (target) => topics.some((node) => stack.points(target, "arn", node)));
}

/** Whether a pattern lets AWS Backup's event of a kind through. */
export const hearing =
  (kind: string, detail: Event) =>
  (pattern: Pattern): boolean =>
    lets(pattern, { source: "aws.backup", "detail-type": kind, detail });

/** Whether a pattern lets an event through; all its fields must fit, and one of each list and of each `$or`. */
export const lets = (pattern: object, event: Event): boolean =>
  Object.entries(pattern).every(([field, filter]) => {
    if (field === "$or")
      return Array.isArray(filter) && filter.some((one) => one instanceof Object && lets(one, event));
    const value = event[field];
    if (value === undefined) return true;
    if (value !== null && typeof value === "object") return filter instanceof Object && lets(filter, value);
    return Array.isArray(filter) && filter.some((entry) => accepts(entry, value));
  });

/** One entry of a filter: a value, or an operator such as `{ "prefix": "FAIL" }`; one that this does not know lets all through. */
function accepts(entry: unknown, value: Value): boolean {
  if (!(entry instanceof Object)) return entry === value;
  const { exists, prefix, suffix, "anything-but": but }: Readonly<Record<string, unknown>> = { ...entry };
  if (typeof exists === "boolean") return exists === (value !== null);
  if (value === null) return false;
  if (typeof prefix === "string") return String(value).startsWith(prefix);
  if (typeof suffix === "string") return String(value).endsWith(suffix);
  return but === undefined || ![but].flat().some((one) => accepts(one, value));
}

/** A rule that pages on events, of AWS Backup unless it says otherwise, for examples. */
export const pagesOn = (
  kind: string,
  detail: object,
  subscribed = true,
  source = "aws.backup",
): StackExample => [
  { type: topic, name: "oncall" },
  ...(subscribed
    ? [{ type: subscription, name: "route", props: { protocol: "https" }, uses: { topic: ["oncall"] } }]
    : []),
  {
    type: eventRule,
    name: "rule",
    props: { eventPattern: JSON.stringify({ source: [source], "detail-type": [kind], detail }) },
  },
  { type: eventTarget, name: "page", uses: { rule: ["rule"], arn: ["oncall"] } },
];
