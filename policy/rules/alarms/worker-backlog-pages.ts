import { level } from "../../alarms/alarm-watch.ts";
import { alarmsOfWorker, api, targetOf, worker } from "../../alarms/of-worker.ts";
import { published, unpublished } from "../../alarms/published.ts";
import { saysBacklog } from "../../alarms/queue-metrics.ts";
import { backlogEach, scaled } from "../../alarms/scaling-examples.ts";
import { service } from "../../reading/aws-types.ts";
import { scalingOf } from "../../reading/ecs.ts";
import { workers } from "../../reading/kinds.ts";
import { stackRule } from "../../rule.ts";

const of = (Service: string, more: object = {}) => ({ dimensions: { Service }, ...more });
const backlog = (threshold: number, more: object = of("shop-worker")) =>
  published("Backlog", threshold, { namespace: "shop/queues", ...more });

export const workerBacklogPages = stackRule({
  id: "worker-backlog-pages",
  title: "Someone is paged when more jobs wait than a worker can work off",
  requirements: ["P14", "P09"],
  judges: service,
  why: "Once all tasks that it may have are busy, nothing adds more: from there on jobs are late, and people only notice what never comes.",
  fix: "Add a MetricAlarm on the worker's backlog, with a dimension that names the worker, within 15 minutes.",
  findings: (stack) =>
    workers(stack).flatMap((node) => {
      const most = Number(scalingOf(stack, node)?.known("maxCapacity") ?? 1);
      // How many jobs are too many, only a program knows; by a thousand times what it scales at, it must have said so.
      const breach = Math.max(1_000_000, 1000 * most * targetOf(stack, node, saysBacklog));
      return unpublished(stack, {
        targets: [node],
        among: alarmsOfWorker(stack, node),
        // That silence is no backlog to it is right: it pages once, as nobody who takes jobs.
        signs: [{ metric: { test: saysBacklog }, statistic: level, breach, calm: 0 }],
        within: 900,
        lacks: "no alarm on the jobs that wait for it",
        breachIs: `${breach} jobs wait`,
      });
    }),
  examples: {
    pass: [
      [worker, backlog(2000)],
      [...scaled(backlogEach()), backlog(2000)],
      [...scaled(ofQueue()), onQueue("jobs")],
      [api],
    ],
    fail: [
      [worker],
      [worker, backlog(5_000_000)],
      [worker, backlog(-1)],
      [worker, backlog(2000, of("shop-worker", { evaluationPeriods: 60 }))],
      [worker, backlog(2000, of("shop-worker", { statistic: "SampleCount" }))],
      [worker, backlog(2000, of("shop-api"))],
      [worker, backlog(2000, {})],
      [...scaled(ofQueue()), onQueue("mails")],
    ],
  },
});

/** Scaled by the length of a queue of SQS, that names no service. */
function ofQueue() {
  const dimensions = [{ name: "QueueName", value: "jobs" }];
  const metricName = "ApproximateNumberOfMessagesVisible";
  return { targetValue: 10, customizedMetricSpecification: { namespace: "AWS/SQS", metricName, dimensions } };
}

function onQueue(QueueName: string) {
  return published("ApproximateNumberOfMessagesVisible", 500, {
    namespace: "AWS/SQS",
    dimensions: { QueueName },
  });
}
