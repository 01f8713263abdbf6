import { count } from "../../alarms/alarm-watch.ts";
import { alarmsOfWorker } from "../../alarms/of-worker.ts";
import { published, unpublished } from "../../alarms/published.ts";
import { service } from "../../reading/aws-types.ts";
import { task } from "../../reading/containers.ts";
import { containersOf, workers } from "../../reading/kinds.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Container } from "../../view.ts";

/** Libraries that keep what failed where it can be counted. Of a plain list nobody knows what became of a job. */
const keeping = /(?:^|[\s/])(?:rq(?:\.cli)?\s+worker|rqworker|sidekiq|resque:work|bullmq?)\b/;
const keepsFailed = ({ command = [] }: Container): boolean => keeping.test(command.join(" "));

export const failedJobsPage = stackRule({
  id: "failed-jobs-page",
  title: "Someone is paged when jobs fail, where the queue keeps what failed",
  requirements: ["P04", "C20"],
  judges: service,
  why: "A job that fails is gone from the queue: its length and its age are better than ever while everything fails.",
  fix: "Add a MetricAlarm on the Sum of the worker's failed jobs, with a dimension that names the worker, within two hours.",
  findings: (stack) =>
    workers(stack)
      .filter((node) => containersOf(stack, node).some(keepsFailed))
      .flatMap((node) =>
        unpublished(stack, {
          targets: [node],
          among: alarmsOfWorker(stack, node),
          signs: [{ metric: /failed|failures/i, statistic: count, breach: 100_001, calm: 0 }],
          within: 7200,
          lacks: "no alarm on its failed jobs",
          breachIs: "every job fails",
        }),
      ),
  examples: {
    pass: [
      [...taking(["rq", "worker", "mails"]), failing()],
      [...taking(["sh", "-c", 'exec rq worker mails --url "$REDIS_URL"']), failing()],
      taking(["celery", "-A", "app", "worker"]),
    ],
    fail: [
      taking(["rq", "worker", "mails"]),
      taking(["bundle", "exec", "sidekiq"]),
      [...taking(["rq", "worker"]), failing({ threshold: 1_000_000 })],
      [...taking(["rq", "worker"]), failing({ statistic: "Average" })],
      [...taking(["rq", "worker"]), failing({ dimensions: { Service: "shop-mailer" } })],
      [...taking(["rq", "worker"]), failing({ period: 86_400 })],
    ],
  },
});

function taking(command: readonly string[]): StackExample {
  return [
    task({ command }, "worker-task"),
    {
      type: service,
      name: "worker",
      props: { name: "shop-worker", tags: { "service-kind": "worker" } },
      uses: { taskDefinition: ["worker-task"] },
    },
  ];
}

function failing(more: object = {}): StackExample[number] {
  return published("FailedJobs", 20, {
    namespace: "shop/queues",
    dimensions: { Service: "shop-worker" },
    statistic: "Sum",
    period: 3600,
    evaluationPeriods: 1,
    ...more,
  });
}
