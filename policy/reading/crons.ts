import type { StackExample, StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { taskDefinition } from "./aws-types.ts";
import { eventRule, eventTarget } from "./function-types.ts";
import { perStack } from "./per-stack.ts";

export const schedule = "aws:scheduler/schedule:Schedule";
/** What may start a task by the clock. */
export const clocks = [schedule, eventTarget] as const;

/** A task that the clock starts, whether EventBridge Scheduler or a rule of EventBridge keeps the time. */
export interface Cron {
  readonly node: Node;
  /** What is known of how it is started: `retryPolicy`, `deadLetterConfig`. */
  readonly known: Node["known"];
  /** What is known of the task: `networkConfiguration`, `launchType`. */
  readonly task: Node["known"];
  /** What all of it was computed from. */
  readonly uses: readonly Node[];
  /** The task's family, where the program makes its definition. */
  readonly family: string | undefined;
  readonly definition: Node | undefined;
}

export const crons = perStack((stack: StackView): readonly Cron[] => [
  ...stack
    .all(schedule)
    .filter((node) => node.known("target", "ecsParameters") !== undefined)
    .map((node) =>
      cron(node, {
        known: (...path) => node.known("target", ...path),
        task: (...path) => node.known("target", "ecsParameters", ...path),
        uses: node.uses("target"),
      }),
    ),
  ...stack
    .all(eventTarget)
    .filter((node) => node.known("ecsTarget") !== undefined && byClock(stack, node))
    .map((node) =>
      cron(node, {
        known: (...path) => node.known(...path),
        task: (...path) => node.known("ecsTarget", ...path),
        uses: ["ecsTarget", "deadLetterConfig", "roleArn"].flatMap((property) => node.uses(property)),
      }),
    ),
]);

const byClock = (stack: StackView, target: Node): boolean =>
  stack
    .all(eventRule)
    .some((node) => node.known("scheduleExpression") !== undefined && stack.points(target, "rule", node));

function cron(node: Node, found: Pick<Cron, "known" | "task" | "uses">): Cron {
  const definition = found.uses.find(({ type }) => type === taskDefinition);
  return { node, ...found, definition, family: definition?.known("family") };
}

/** What is wrong with each of them. */
export const eachCron = (
  stack: StackView,
  wrong: (cron: Cron) => readonly string[],
): readonly StackFinding[] =>
  crons(stack).flatMap((one) => wrong(one).map((says) => ({ node: one.node, says })));

/** A task that a schedule starts, for examples. */
export const started = (target: object = {}, uses: readonly string[] = []): StackExample => [
  { type: taskDefinition, name: "nightly-task", props: { family: "shop-nightly" } },
  {
    type: schedule,
    name: "nightly",
    props: { target: { ecsParameters: { launchType: "FARGATE" }, ...target } },
    uses: { target: ["nightly-task", ...uses] },
  },
];
