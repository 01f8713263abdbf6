import { worker } from "../../alarms/of-worker.ts";
import { scalingTarget, service } from "../../reading/aws-types.ts";
import { leastTasks, scalingOf } from "../../reading/ecs.ts";
import { workers } from "../../reading/kinds.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const action = "aws:appautoscaling/scheduledAction:ScheduledAction";

export const workerNeverAtZero = stackRule({
  id: "worker-never-at-zero",
  title: "A worker is never without a task, but for a pause with an end",
  requirements: ["P09", "P04"],
  judges: service,
  why: "Target tracking cannot start a first task by what waits for each: with none there is nothing to divide by, and what waits is found by nobody.",
  fix: "Set minCapacity: 1 or more on its scaling target, and in every ScheduledAction on it.",
  findings: (stack) =>
    workers(stack).flatMap((node) => {
      const least = leastTasks(stack, node) ?? 1;
      return [
        ...(least >= 1
          ? []
          : [{ node: scalingOf(stack, node) ?? node, says: `may run with ${least} tasks` }]),
        ...emptying(stack, node).map((at) => ({ node: at, says: `leaves ${node.name} without a task` })),
      ];
    }),
  examples: {
    pass: [
      scaledTo(1),
      paused("2999-12-31"),
      [...scaledTo(2), night({ minCapacity: 1, maxCapacity: 1 })],
      [worker],
    ],
    fail: [
      scaledTo(0),
      paused("2020-01-31"),
      [...scaledTo(2), night({ minCapacity: 0 })],
      [...scaledTo(2), night({ minCapacity: 1, maxCapacity: 0 })],
      [{ ...worker, props: { ...worker.props, desiredCount: 0 } }],
    ],
  },
});

/** The actions by the clock that let it come to nothing. */
function emptying(stack: StackView, node: Node): readonly Node[] {
  const target = scalingOf(stack, node);
  if (!target) return [];
  const id: unknown = target.known("resourceId");
  return stack
    .all(action)
    .filter((one) => one.uses("resourceId").includes(target) || one.known("resourceId") === (id ?? node))
    .filter((one) =>
      ["minCapacity", "maxCapacity"].some((bound) => one.known("scalableTargetAction", bound) === 0),
    );
}

function scaledTo(minCapacity: number): StackExample {
  const type = "aws:appautoscaling/target:Target";
  return [
    worker,
    { type, name: "scaling", props: { minCapacity, maxCapacity: 4 }, uses: { resourceId: ["worker"] } },
  ];
}

function paused(until: string): StackExample {
  const held = { minCapacity: 0, maxCapacity: 0, tags: { breaker: "pause", "breaker-until": until } };
  return [
    { ...worker, props: { ...worker.props, desiredCount: 2 } },
    { type: scalingTarget, name: "scaling", props: held, uses: { resourceId: ["worker"] } },
  ];
}

function night(scalableTargetAction: object): StackExample[number] {
  return { type: action, name: "night", props: { scalableTargetAction }, uses: { resourceId: ["scaling"] } };
}
