import { alarm, mathAlarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { service } from "../../reading/aws-types.ts";
import { leastTasks } from "../../reading/ecs.ts";
import { stackRule } from "../../rule.ts";

const worker = { type: service, name: "worker", props: { name: "shop-worker", desiredCount: 2 } } as const;
const gap = { d: "DesiredTaskCount", r: "RunningTaskCount" };
const within = 600;
const below = {
  namespace: "ECS/ContainerInsights",
  metricName: "RunningTaskCount",
  statistic: "Minimum",
  comparisonOperator: "LessThanThreshold",
  threshold: 2,
};

export const missingTasksPage = stackRule({
  id: "missing-tasks-page",
  title: "Someone is paged when a service runs fewer tasks than it should",
  requirements: ["G06", "P14", "C20", "C15"],
  judges: service,
  why: "A worker or a scheduler that is gone answers nobody with an error; only its absence shows.",
  fix: "Add a MetricAlarm on the service's RunningTaskCount (ECS/ContainerInsights) below its minimum, or on DesiredTaskCount - RunningTaskCount above 0, for 10 minutes at most.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(service),
      namespace: "ECS/ContainerInsights",
      statistic: level,
      metrics: ["RunningTaskCount"],
      lacks: "no alarm on its RunningTaskCount",
      wrong: (found, target) => {
        const least = Math.max(leastTasks(stack, target) ?? 1, 1);
        const breachIs = `${least - 1} of ${least} tasks run`;
        const breach = { RunningTaskCount: least - 1, DesiredTaskCount: least };
        return trial(found, {
          breach,
          calm: { RunningTaskCount: least, DesiredTaskCount: least },
          within,
          breachIs,
        });
      },
    }),
  examples: {
    pass: [
      [worker, alarm("worker", below)],
      [
        worker,
        mathAlarm(
          "worker",
          "ECS/ContainerInsights",
          "d - FILL(r, 0)",
          gap,
          { threshold: 0, evaluationPeriods: 5 },
          "Average",
        ),
      ],
      [worker, { ...alarm("worker", { ...below, dimensions: { ServiceName: "shop-worker" } }), uses: {} }],
    ],
    fail: [
      [worker],
      [worker, alarm("worker", { ...below, threshold: 1 })],
      [worker, alarm("worker", { ...below, threshold: 3 })],
      [worker, alarm("worker", { ...below, evaluationPeriods: 30 })],
      [worker, mathAlarm("worker", "ECS/ContainerInsights", "r - d", gap, { threshold: 0 }, "Average")],
      [worker, { ...alarm("worker", { ...below, dimensions: { ServiceName: "shop-api" } }), uses: {} }],
    ],
  },
});
