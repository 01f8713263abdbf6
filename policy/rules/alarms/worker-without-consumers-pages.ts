import type { Alarm } from "../../alarms/alarm.ts";
import { level, misread, trial } from "../../alarms/alarm-watch.ts";
import { closest } from "../../alarms/closest.ts";
import { alarmsOfWorker, worker } from "../../alarms/of-worker.ts";
import { published } from "../../alarms/published.ts";
import { saysBacklog, saysConsumers, saysTasks } from "../../alarms/queue-metrics.ts";
import { unheard } from "../../alarms/undoing.ts";
import { metricAlarm, service } from "../../reading/aws-types.ts";
import { leastTasks } from "../../reading/ecs.ts";
import { workers } from "../../reading/kinds.ts";
import { type StackExample, stackRule } from "../../rule.ts";

export const workerWithoutConsumersPages = stackRule({
  id: "worker-without-consumers-pages",
  title: "Someone is paged when nobody takes jobs",
  requirements: ["P04", "P14", "C20"],
  judges: service,
  why: "A task that runs is not yet one that takes jobs: it may have lost the queue. And where the count itself has stopped, every other alarm on the queue is calm.",
  fix: 'Add a MetricAlarm on the worker\'s live consumers below 1, or on jobs that wait while no task runs, for 10 minutes at most, with treatMissingData: "breaching".',
  findings: (stack) =>
    workers(stack).flatMap((node) => {
      const least = Math.max(leastTasks(stack, node) ?? 1, 1);
      const tried = alarmsOfWorker(stack, node)
        .flatMap((one) => (one.alarm && !unheard(stack).has(one.node) ? [one.alarm] : []))
        .filter(tellsConsumers)
        .map((found) => ({ node: found.node, wrong: wrong(found, least) }));
      return closest(tried) ?? [{ node, says: "no alarm tells that nobody takes its jobs" }];
    }),
  examples: {
    pass: [
      [worker, alive()],
      [worker, idle("waiting * (FILL(running, REPEAT) < 1)")],
    ],
    fail: [
      [worker],
      [worker, alive({ treatMissingData: "notBreaching" })],
      [worker, alive({ threshold: 0 })],
      [worker, alive({ dimensions: { Service: "shop-mailer" } })],
      [worker, alive({ evaluationPeriods: 30 })],
      [worker, alive({ metricName: "BusyWorkers" })],
      [worker, alive({ metricName: "RunningTaskCount", namespace: "ECS/ContainerInsights" })],
      [worker, idle("waiting")],
      [worker, idle("waiting + running")],
    ],
  },
});

/** Consumers are counted, or they are tasks and beside them stands what waits. */
function tellsConsumers({ metrics }: Alarm): boolean {
  const has = (says: (name: string) => boolean) => metrics.some(({ name }) => says(name));
  return has(saysConsumers) || (has(saysTasks) && has(saysBacklog));
}

function wrong(found: Alarm, least: number): readonly string[] {
  const at = (waiting: number, takers: number) =>
    Object.fromEntries(found.metrics.map(({ name }) => [name, saysBacklog(name) ? waiting : takers]));
  const tries = { breach: at(1000, 0), within: 600, breachIs: "jobs wait and nobody takes them" };
  return [
    ...misread(found, level),
    ...new Set([0, 1000].flatMap((waiting) => trial(found, { ...tries, calm: at(waiting, least) }))),
    ...(found.node.known("treatMissingData") === "breaching"
      ? []
      : ["stays quiet when nothing is measured any more"]),
  ];
}

function alive(more: object = {}): StackExample[number] {
  return published("WorkersAlive", 1, {
    namespace: "shop/queues",
    dimensions: { Service: "shop-worker" },
    comparisonOperator: "LessThanThreshold",
    treatMissingData: "breaching",
    ...more,
  });
}

function idle(expression: string): StackExample[number] {
  const stat = (id: string, namespace: string, metricName: string, dimensions: object) => ({
    id,
    metric: { namespace, metricName, dimensions, stat: "Average", period: 60 },
  });
  return {
    type: metricAlarm,
    name: "idle",
    props: {
      metricQueries: [
        stat("waiting", "shop/queues", "Backlog", { Service: "shop-worker" }),
        stat("running", "ECS/ContainerInsights", "RunningTaskCount", { ServiceName: "shop-worker" }),
        { id: "result", expression, returnData: true },
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 3,
      treatMissingData: "breaching",
    },
  };
}
