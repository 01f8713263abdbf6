import type * as pulumi from "@pulumi/pulumi";
import type { Jobs } from "../../config/shape/work.ts";
import type { Place } from "../place.ts";
import { type ScaledArgs, type Tracking, tracked } from "./scaling.ts";

export interface QueueScalingArgs extends ScaledArgs {
  readonly jobs: Pick<Jobs, "waitSeconds" | "typicalSeconds">;
}

/** Where the function `queues` publishes what waits, by the worker's name. */
export const queuesNamespace = (place: Place): string => `${place.prefix}/queues`;

/**
 * Adds worker tasks by what waits for each of them, and by how long the oldest job has waited (P09): CPU says neither,
 * for a worker that waits for third parties is idle while its queue grows.
 */
export function queueScaling(name: string, args: QueueScalingArgs, parent: pulumi.Resource): void {
  const { place, jobs } = args;
  tracked(
    name,
    args,
    { backlog: byBacklog(name, place, jobs), waiting: byWaiting(name, place, jobs) },
    parent,
  );
}

/** As long as tasks take to start and to be counted: until then, what waits for each that runs asks for them again. */
const cooldowns = { scaleOutCooldown: 120, scaleInCooldown: 300 } as const;

// Application Auto Scaling acts when a metric was above its target for three minutes.
const noticeSeconds = 180;

/**
 * How many jobs may wait for one task. Of the time that is left once a burst is noticed, half is for working it off,
 * half for tasks to start and for jobs that take longer; no number of tasks makes up for a wait shorter than the notice.
 */
export const jobsPerTask = ({ waitSeconds, typicalSeconds }: QueueScalingArgs["jobs"]): number =>
  Math.max(1, Math.floor((waitSeconds - noticeSeconds) / 2 / typicalSeconds));

const ofService = (name: string) => [{ name: "Service", value: name }];

function byBacklog(name: string, place: Place, jobs: QueueScalingArgs["jobs"]): Tracking {
  const backlog = { namespace: queuesNamespace(place), metricName: "Backlog", dimensions: ofService(name) };
  const running = {
    namespace: "ECS/ContainerInsights",
    metricName: "RunningTaskCount",
    dimensions: [
      { name: "ClusterName", value: place.prefix },
      { name: "ServiceName", value: name },
    ],
  };
  return {
    customizedMetricSpecification: {
      metrics: [
        { id: "backlog", metricStat: { metric: backlog, stat: "Maximum" }, returnData: false },
        { id: "running", metricStat: { metric: running, stat: "Average" }, returnData: false },
        {
          id: "each",
          expression: "backlog / IF(running > 0, running, 1)",
          label: "jobs that wait for each task",
          returnData: true,
        },
      ],
    },
    targetValue: jobsPerTask(jobs),
    ...cooldowns,
  };
}

/** Tasks are only added by it: that nothing is old says nothing of how many tasks that took. */
const byWaiting = (name: string, place: Place, { waitSeconds }: QueueScalingArgs["jobs"]): Tracking => ({
  customizedMetricSpecification: {
    namespace: queuesNamespace(place),
    metricName: "OldestJobSeconds",
    dimensions: ofService(name),
    statistic: "Maximum",
  },
  targetValue: waitSeconds / 2,
  disableScaleIn: true,
  ...cooldowns,
});
