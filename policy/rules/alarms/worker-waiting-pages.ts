import { level } from "../../alarms/alarm-watch.ts";
import { alarmsOfWorker, targetOf, worker } from "../../alarms/of-worker.ts";
import { published, unpublished } from "../../alarms/published.ts";
import { saysAge } from "../../alarms/queue-metrics.ts";
import { oldest, scaled } from "../../alarms/scaling-examples.ts";
import { service } from "../../reading/aws-types.ts";
import { workers } from "../../reading/kinds.ts";
import { stackRule } from "../../rule.ts";

const hour = 3600;
const age = (threshold: number, more: object = {}) =>
  published("OldestJobSeconds", threshold, {
    namespace: "shop/queues",
    dimensions: { Service: "shop-worker" },
    ...more,
  });

export const workerWaitingPages = stackRule({
  id: "worker-waiting-pages",
  title: "Someone is paged when jobs wait for too long",
  requirements: ["P14", "P09"],
  judges: service,
  why: "One job that nobody takes is no backlog; for whoever waits for it, the product stands still.",
  fix: "Add a MetricAlarm on the age of the worker's oldest job, with a dimension that names the worker, that goes off below an hour, within 15 minutes.",
  findings: (stack) =>
    workers(stack).flatMap((node) => {
      const breach = Math.max(hour, 10 * targetOf(stack, node, saysAge));
      return unpublished(stack, {
        targets: [node],
        among: alarmsOfWorker(stack, node),
        signs: [{ metric: { test: saysAge }, statistic: level, breach: breach + 1, calm: 0 }],
        within: 900,
        lacks: "no alarm on how long jobs wait for it",
        breachIs: `a job waits for ${breach} s`,
      });
    }),
  examples: {
    pass: [
      [worker, age(600)],
      [...scaled({ ...oldest, targetValue: 900 }), age(2 * hour)],
    ],
    fail: [
      [worker],
      [worker, age(2 * hour)],
      [worker, age(600, { dimensions: { Service: "shop-mailer" } })],
      [worker, age(600, { evaluationPeriods: 60 })],
      [worker, age(600, { comparisonOperator: "LessThanThreshold" })],
    ],
  },
});
