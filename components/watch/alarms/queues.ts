import type { Jobs } from "../../../config/shape/work.ts";
import { result, term, type Watch } from "./watch.ts";

export interface WatchedQueues {
  /** Where the function `queues` publishes. */
  readonly namespace: string;
  readonly cluster: string;
  readonly service: string;
  readonly scale: { readonly max: number };
  readonly jobs: Pick<Jobs, "library" | "waitSeconds" | "typicalSeconds" | "failedPerHour">;
}

/** Whether jobs are worked off in time, end well, and have somebody who takes them (P09). */
export function queueWatches(worker: WatchedQueues): readonly Watch[] {
  const { namespace, service, scale, jobs } = worker;
  const measured = {
    namespace,
    dimensions: { Service: service },
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching", // that nothing is measured pages once, as nobody who takes jobs
    symptom: true,
  } as const;
  const minutes = Math.round((3 * jobs.waitSeconds) / 60);
  const backlog: Watch = {
    ...measured,
    kind: "backlog",
    says: `more jobs wait than ${scale.max} tasks work off in ${minutes} minutes, for 10 minutes`,
    metricName: "Backlog",
    statistic: "Maximum",
    threshold: Math.ceil((3 * jobs.waitSeconds * scale.max) / jobs.typicalSeconds),
    period: 60,
    evaluationPeriods: 10,
  };
  const waiting: Watch = {
    ...measured,
    kind: "waiting",
    says: `the oldest job waits for more than ${2 * jobs.waitSeconds} seconds, for 5 minutes`,
    metricName: "OldestJobSeconds",
    statistic: "Maximum",
    threshold: 2 * jobs.waitSeconds,
    period: 60,
    evaluationPeriods: 5,
  };
  const failed: Watch = {
    ...measured,
    kind: "failed-jobs",
    says: `more than ${jobs.failedPerHour} jobs failed within an hour`,
    metricName: "FailedJobs",
    statistic: "Sum",
    threshold: jobs.failedPerHour,
    period: 3600,
    evaluationPeriods: 1,
  };
  // Of a plain list nobody knows what became of a job.
  return [backlog, waiting, ...(jobs.library === "rq" ? [failed] : []), noConsumers(worker)];
}

/** Silence breaches, so that a backlog that nobody counts pages as well. */
function noConsumers({ namespace, cluster, service, jobs }: WatchedQueues): Watch {
  const lasting = {
    kind: "no-consumers",
    evaluationPeriods: 3,
    treatMissingData: "breaching",
    symptom: true,
  } as const;
  if (jobs.library === "rq")
    return {
      ...lasting,
      says: "no worker takes jobs, for 3 minutes, or nobody counts them",
      namespace,
      metricName: "WorkersAlive",
      dimensions: { Service: service },
      statistic: "Maximum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
    };
  // A plain list names nobody who reads it: the tasks that run stand for them.
  const tasks = { ClusterName: cluster, ServiceName: service };
  return {
    ...lasting,
    says: "jobs wait and no task runs, for 3 minutes, or nobody counts them",
    metricQueries: [
      term("backlog", namespace, "Backlog", { Service: service }, "Average"),
      term("running", "ECS/ContainerInsights", "RunningTaskCount", tasks, "Average"),
      result("backlog * (FILL(running, REPEAT) < 1)", "jobs that wait for nobody"),
    ],
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
  };
}
