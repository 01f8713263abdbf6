import type { Jobs } from "../../../config/shape/work.ts";
import type { Place } from "../../place.ts";
import { type Chart, measuredOf } from "./chart.ts";

export interface ShownWorker {
  readonly id: string;
  /** Where the function `queues` publishes. */
  readonly namespace: string;
  readonly jobs: Pick<Jobs, "library" | "waitSeconds" | "failedPerHour">;
}

/** Whether a worker keeps up, and what becomes of its jobs (P09, P14). */
export function workerCharts({ prefix }: Place, { id, namespace, jobs }: ShownWorker): readonly Chart[] {
  const queue = measuredOf(namespace, { Service: id });
  const tasks = measuredOf("ECS/ContainerInsights", { ClusterName: prefix, ServiceName: id });
  const running = tasks("RunningTaskCount", "Average", "tasks");
  const waiting: Chart = {
    title: `${id}: the oldest job waits for at most ${jobs.waitSeconds} seconds`,
    unit: "seconds",
    requirements: ["P09", "P14", "C20"],
    series: [
      queue("OldestJobSeconds", "Maximum", "oldest job"),
      ...(jobs.library === "rq" ? [queue("JobLatencySeconds", "Maximum", "95 % of jobs end within")] : []),
    ],
    lines: [
      { at: jobs.waitSeconds, says: "promised" },
      { at: 2 * jobs.waitSeconds, says: "pages" },
    ],
  };
  const backlog: Chart = {
    title: `${id}: tasks grow with what waits`,
    unit: "jobs; tasks",
    requirements: ["P09", "P14"],
    series: [queue("Backlog", "Maximum", "jobs that wait"), running],
  };
  // Of a plain list nobody knows who takes jobs, nor what became of them.
  if (jobs.library !== "rq") return [waiting, backlog];
  return [
    waiting,
    backlog,
    {
      title: `${id}: at most ${jobs.failedPerHour} jobs fail in an hour, and somebody takes jobs`,
      unit: "jobs; workers",
      requirements: ["C20", "P09"],
      series: [
        queue("FailedJobs", "Sum", "failed"),
        queue("WorkersAlive", "Maximum", "workers"),
        queue("BusyWorkers", "Maximum", "busy workers"),
      ],
    },
  ];
}

export interface ShownCron {
  readonly id: string;
  readonly doneRule: string;
  readonly deadLetters: string;
  readonly missedAfterHours: number;
}

export const cronChart = ({ id, doneRule, deadLetters, missedAfterHours }: ShownCron): Chart => ({
  title: `${id}: a run ends well at least every ${missedAfterHours} hours, none is given up`,
  unit: "runs",
  requirements: ["P09", "C20"],
  series: [
    measuredOf("AWS/Events", { RuleName: doneRule })("Invocations", "Sum", "ended well"),
    measuredOf("AWS/SQS", { QueueName: deadLetters })(
      "ApproximateNumberOfMessagesVisible",
      "Maximum",
      "never started",
    ),
  ],
});
