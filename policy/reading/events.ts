import type { StackExample } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { subscription, topic } from "./aws-types.ts";
import { eventRule, eventTarget } from "./function-types.ts";

/** An event pattern as far as rules ask about it; a field that is not named matches everything. */
export interface Pattern {
  readonly source: readonly unknown[] | undefined;
  readonly kinds: readonly unknown[] | undefined;
  readonly states: readonly unknown[] | undefined;
  /** What somebody who looked into a restored copy said of it. */
  readonly validations: readonly unknown[] | undefined;
}

/** The patterns of the rules that are switched on and whose target is of one of these types, and passes `also`. */
export const heardBy = (
  stack: StackView,
  targets: ReadonlySet<string>,
  also: (target: Node) => boolean = () => true,
): readonly Pattern[] =>
  stack
    .all(eventRule)
    .filter((node) => node.known("state") !== "DISABLED")
    .filter((node) =>
      stack
        .pointing(eventTarget, "rule", node)
        .some((target) => target.uses("arn").some((used) => targets.has(used.type) && also(used))),
    )
    .flatMap((node) => patternOf(node.known("eventPattern")));

function patternOf(text: unknown): readonly Pattern[] {
  if (typeof text !== "string") return [];
  const { source, "detail-type": kinds, detail = {} } = JSON.parse(text);
  return [{ source, kinds, states: detail.state ?? detail.status, validations: detail.validationStatus }];
}

/** The patterns of the rules that page: their topic has somebody subscribed to it. */
export const pagedOn = (stack: StackView): readonly Pattern[] =>
  heardBy(stack, new Set([topic]), (node) => stack.pointing(subscription, "topic", node).length > 0);

/** Whether a pattern lets AWS Backup's event of a kind and a state through. */
export const hearing =
  (kind: string, state: string) =>
  (pattern: Pattern): boolean =>
    about(kind, pattern) && pattern.validations === undefined && (pattern.states?.includes(state) ?? true);

/** Whether it lets the word on a restored copy through: the restore itself was completed. */
export const hearingRefusal = (pattern: Pattern): boolean =>
  about("Restore Job State Change", pattern) &&
  (pattern.validations?.includes("FAILED") ?? true) &&
  (pattern.states?.includes("COMPLETED") ?? true);

const about = (kind: string, { source, kinds }: Pattern): boolean =>
  (source?.includes("aws.backup") ?? false) && (kinds?.includes(kind) ?? true);

/** A rule that pages on events of AWS Backup, for examples. */
export const pagesOn = (kind: string, detail: object, subscribed = true): StackExample => [
  { type: topic, name: "oncall" },
  ...(subscribed
    ? [{ type: subscription, name: "route", props: { protocol: "https" }, uses: { topic: ["oncall"] } }]
    : []),
  {
    type: eventRule,
    name: "rule",
    props: { eventPattern: JSON.stringify({ source: ["aws.backup"], "detail-type": [kind], detail }) },
  },
  { type: eventTarget, name: "page", uses: { rule: ["rule"], arn: ["oncall"] } },
];
