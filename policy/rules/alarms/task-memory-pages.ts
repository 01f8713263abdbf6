import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { service } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const worker = { type: service, name: "worker", props: { name: "shop-worker" } } as const;
const within = 1800;
const full = {
  namespace: "AWS/ECS",
  metricName: "MemoryUtilization",
  statistic: "Average",
  threshold: 90,
  evaluationPeriods: 10,
};

export const taskMemoryPages = stackRule({
  id: "task-memory-pages",
  title: "Someone is paged before tasks are killed for want of memory",
  requirements: ["C20", "G06", "C15"],
  judges: service,
  why: "A leak shows for hours as a rising line, and then as tasks that vanish in the middle of a request or a job.",
  fix: "Add a MetricAlarm on the service's MemoryUtilization (AWS/ECS) that goes off above 95 %, within 30 minutes.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(service),
      namespace: "AWS/ECS",
      metrics: ["MemoryUtilization"],
      statistic: level,
      lacks: "no alarm on its MemoryUtilization",
      wrong: (found) =>
        trial(found, {
          breach: { MemoryUtilization: 95.1 },
          calm: { MemoryUtilization: 20 },
          within,
          breachIs: "tasks use more than 95 % of their memory",
        }),
    }),
  examples: {
    pass: [
      [worker, alarm("worker", full)],
      [worker, { ...alarm("worker", { ...full, dimensions: { ServiceName: "shop-worker" } }), uses: {} }],
    ],
    fail: [
      [worker],
      [worker, alarm("worker", { ...full, threshold: 99 })],
      [worker, alarm("worker", { ...full, threshold: 10 })],
      [worker, alarm("worker", { ...full, evaluationPeriods: 60 })],
      [worker, alarm("worker", { ...full, namespace: "ECS/ContainerInsights" })],
    ],
  },
});
