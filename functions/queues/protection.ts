import type { Service } from "@aws-sdk/client-ecs";
import type { Services } from "../restart/services.ts";
import type { Worker } from "./rq-workers.ts";
import type { Task, Tasks } from "./tasks.ts";

export interface Cluster {
  readonly services: Pick<Services, "describe">;
  readonly tasks: Tasks;
}

/** The tasks in which a job runs. Where a busy worker's task cannot be told, it may be any of them. */
export function busyTasks(tasks: readonly Task[], workers: readonly Worker[]): readonly Task[] {
  const busy = workers.filter((worker) => worker.busy).map(({ address }) => address);
  if (busy.includes(null)) return tasks;
  return tasks.filter(({ address }) => address !== undefined && busy.includes(address));
}

/** Whether none of a service's rollouts goes on, by its own list: workers are deployed task by task. */
export const settled = (service: Service): boolean =>
  service.deployments?.every(({ rolloutState }) => rolloutState !== "IN_PROGRESS") ?? true;

/**
 * Keeps tasks in which a job runs from being scaled in, and lets the others go. Between two looks a task that begins a
 * job is not protected: then it has `stopSeconds` to finish, as in a deployment, in which a protected task would only be
 * in the way.
 */
export async function protectBusy(
  service: string,
  longestSeconds: number,
  workers: readonly Worker[],
  { services, tasks }: Cluster,
): Promise<void> {
  const described = await services.describe(service);
  if (described === undefined) return;
  const running = await tasks.running(service);
  const busy = settled(described) ? busyTasks(running, workers) : [];
  const free = running.filter((task) => task.isProtected && !busy.includes(task));
  const ended = await Promise.allSettled([
    tasks.protect(
      busy.map(({ arn }) => arn),
      Math.ceil((longestSeconds + 60) / 60),
    ),
    tasks.protect(
      free.map(({ arn }) => arn),
      null,
    ),
  ]);
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}
