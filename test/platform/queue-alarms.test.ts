import { describe, expect, it } from "vitest";
import { queueWatches, type WatchedQueues } from "../../components/watch/alarms/queues.ts";
import type { Watch } from "../../components/watch/alarms/watch.ts";
import { evaluate } from "../../policy/alarms/metric-math.ts";

const jobs = {
  library: "rq",
  waitSeconds: 300,
  typicalSeconds: 8,
  failedPerHour: 20,
} as const;
const worker: WatchedQueues = {
  namespace: "shop-staging/queues",
  cluster: "shop-staging",
  service: "worker",
  scale: { max: 10 },
  jobs,
};
const listed: WatchedQueues = { ...worker, jobs: { ...jobs, library: "list" } };
const signs = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
} as const;

const lines = (watches: readonly Watch[]) =>
  watches.map(({ kind, metricName = "expression", statistic = "of", comparisonOperator, ...watch }) => {
    const how = `${statistic} ${metricName} ${signs[comparisonOperator]} ${watch.threshold}`;
    return `${kind}: ${how}, ${watch.evaluationPeriods} × ${watch.period ?? 60} s, ${watch.treatMissingData}`;
  });
const named = (watches: readonly Watch[], kind: string) => watches.find((watch) => watch.kind === kind);

describe("what pages about a worker's queues", () => {
  it("is, of RQ, too much, too old, too many failures, and nobody who takes jobs", () => {
    expect(lines(queueWatches(worker))).toEqual([
      "backlog: Maximum Backlog > 1125, 10 × 60 s, notBreaching",
      "waiting: Maximum OldestJobSeconds > 600, 5 × 60 s, notBreaching",
      "failed-jobs: Sum FailedJobs > 20, 1 × 3600 s, notBreaching",
      "no-consumers: Maximum WorkersAlive < 1, 3 × 60 s, breaching",
    ]);
  });

  it("is, of a plain list, no failures, for nobody knows of them", () => {
    expect(lines(queueWatches(listed))).toEqual([
      "backlog: Maximum Backlog > 1125, 10 × 60 s, notBreaching",
      "waiting: Maximum OldestJobSeconds > 600, 5 × 60 s, notBreaching",
      "no-consumers: of expression > 0, 3 × 60 s, breaching",
    ]);
  });

  it("is about that worker alone, in the platform's namespace", () => {
    for (const { metricQueries, namespace, dimensions } of queueWatches(worker)) {
      expect(metricQueries).toBeUndefined();
      expect({ namespace, dimensions }).toEqual({
        namespace: "shop-staging/queues",
        dimensions: { Service: "worker" },
      });
    }
  });

  it("says in words what its numbers are", () => {
    expect(queueWatches(worker).map(({ says }) => says)).toEqual([
      "more jobs wait than 10 tasks work off in 15 minutes, for 10 minutes",
      "the oldest job waits for more than 600 seconds, for 5 minutes",
      "more than 20 jobs failed within an hour",
      "no worker takes jobs, for 3 minutes, or nobody counts them",
    ]);
    expect(named(queueWatches(listed), "no-consumers")?.says).toBe(
      "jobs wait and no task runs, for 3 minutes, or nobody counts them",
    );
  });

  it("follows what the product says of its jobs", () => {
    const slow = { ...jobs, waitSeconds: 900, typicalSeconds: 60, failedPerHour: 3 };
    const watches = queueWatches({ ...worker, scale: { max: 4 }, jobs: slow });
    expect(watches.map(({ threshold }) => threshold)).toEqual([180, 1800, 3, 1]);
  });

  it("goes off, of a plain list, when jobs wait and no task runs, and only then", () => {
    const [backlog, running, answer] = Array.from(
      (named(queueWatches(listed), "no-consumers")?.metricQueries ?? []) as readonly {
        readonly id: string;
        readonly expression?: string;
        readonly metric?: object;
      }[],
    );
    const one = { period: 60, stat: "Average" };
    expect([backlog?.metric, running?.metric]).toEqual([
      {
        ...one,
        namespace: "shop-staging/queues",
        metricName: "Backlog",
        dimensions: { Service: "worker" },
      },
      {
        ...one,
        namespace: "ECS/ContainerInsights",
        metricName: "RunningTaskCount",
        dimensions: { ClusterName: "shop-staging", ServiceName: "worker" },
      },
    ]);
    const at = (waiting: number, tasks: number) =>
      evaluate(answer?.expression ?? "", (id) => ({ backlog: waiting, running: tasks })[id]);
    expect([at(7, 0), at(7, 1), at(0, 0), at(0, 3)]).toEqual([7, 0, 0, 0]);
  });
});
