import { compositesOf } from "../../alarms/composites.ts";
import { alarmsOfWorker, worker } from "../../alarms/of-worker.ts";
import { compositeAlarm, metricAlarm, scalingTarget } from "../../reading/aws-types.ts";
import { isPaused, saysPaused } from "../../reading/breakers.ts";
import { scalingOf } from "../../reading/ecs.ts";
import { workers } from "../../reading/kinds.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

export const alarmSwitchedOn = stackRule({
  id: "alarm-switched-on",
  title: "No alarm is muted in the program, but for what a paused worker leaves undone",
  requirements: ["G15", "G18"],
  controls: ["FSBP CloudWatch.17", "CKV_AWS_319"],
  judges: [metricAlarm, compositeAlarm],
  why: "A mute for one bad night that was deployed stays for a year. CloudWatch has mute rules that end by themselves.",
  fix: "Leave actionsEnabled out or set it to true. While a worker is paused, mute the composite alarm that speaks for that worker alone, and tag it as its scaling target: breaker: pause, breaker-until.",
  findings: (stack) =>
    stack.all(metricAlarm, compositeAlarm).flatMap((node) => {
      if (node.isUnknown("actionsEnabled"))
        return [{ node, says: "actionsEnabled is made by AWS", notProven: true }];
      return node.known("actionsEnabled") === false && !standsStill(stack, node)
        ? [{ node, says: "actionsEnabled is false" }]
        : [];
    }),
  examples: {
    pass: [
      [{ type: metricAlarm, name: "slow" }],
      [{ type: metricAlarm, name: "slow", props: { actionsEnabled: true } }],
      paused("2999-12-31"),
    ],
    fail: [
      [{ type: metricAlarm, name: "slow", props: { actionsEnabled: false } }],
      [{ type: compositeAlarm, name: "unwell", props: { actionsEnabled: false } }],
      paused("2020-01-31"),
      paused("2999-12-31", { maxCapacity: 4 }),
      paused("2999-12-31", {}, ["idle", "slow"]),
      paused("2999-12-31").map((one) =>
        one.type === compositeAlarm ? { ...one, props: { ...one.props, tags: {} } } : one,
      ),
    ],
  },
});

/** It speaks for a worker alone that is paused, and says until when. */
function standsStill(stack: StackView, node: Node): boolean {
  const parts = compositesOf(stack).of.get(node)?.parts ?? [];
  return (
    saysPaused(node) &&
    parts.length > 0 &&
    workers(stack)
      .filter((one) => {
        const target = scalingOf(stack, one);
        return target !== undefined && isPaused(target);
      })
      .some((one) => {
        const about = new Set(alarmsOfWorker(stack, one).map((watch) => watch.node));
        return parts.every((part) => about.has(part));
      })
  );
}

function paused(until: string, capacity: object = {}, parts: readonly string[] = ["idle"]): StackExample {
  const tags = { breaker: "pause", "breaker-until": until };
  const dimensions = { Service: "shop-worker" };
  return [
    worker,
    {
      type: scalingTarget,
      name: "scaling",
      props: { minCapacity: 0, maxCapacity: 0, tags, ...capacity },
      uses: { resourceId: ["worker"] },
    },
    {
      type: metricAlarm,
      name: "idle",
      props: { name: "idle", namespace: "shop", metricName: "WorkersAlive", dimensions },
    },
    { type: metricAlarm, name: "slow", props: { name: "slow", namespace: "shop", metricName: "Slow" } },
    {
      type: compositeAlarm,
      name: "unwell",
      props: {
        alarmName: "unwell",
        alarmRule: parts.map((part) => `ALARM(${part})`).join(" OR "),
        actionsEnabled: false,
        tags,
      },
    },
  ];
}
