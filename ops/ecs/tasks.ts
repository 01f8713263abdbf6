import { DescribeTasksCommand, ListTasksCommand, type Task } from "@aws-sdk/client-ecs";
import { clusterOf } from "../names.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { ecsOf, noCluster } from "./client.ts";

export interface StoppedTask {
  /** As its log stream is named. */
  readonly id: string;
  readonly at: Date;
  readonly taskDefinition: string;
  readonly stopCode: string | undefined;
  readonly reason: string | undefined;
  readonly containers: readonly {
    readonly name: string;
    readonly exitCode: number | undefined;
    readonly reason: string | undefined;
  }[];
}

/** A service's tasks that have stopped since then, the newest first; ECS forgets them after about an hour. */
export async function stoppedTasks(
  target: Target,
  session: Session,
  service: string,
  since: Date,
): Promise<readonly StoppedTask[]> {
  const cluster = clusterOf(target);
  const gone = [...noCluster, "ServiceNotFoundException"];
  const listed = await session.find(`list the stopped tasks of ${service}`, "ecs:ListTasks", gone, () =>
    ecsOf(target).send(
      new ListTasksCommand({ cluster, serviceName: service, desiredStatus: "STOPPED", maxResults: 100 }),
    ),
  );
  const tasks = listed?.taskArns ?? [];
  if (tasks.length === 0) return [];
  const read = await session.call(`look at the stopped tasks of ${service}`, "ecs:DescribeTasks", () =>
    ecsOf(target).send(new DescribeTasksCommand({ cluster, tasks })),
  );
  return (read.tasks ?? [])
    .map(stopped)
    .filter(({ at }) => at >= since)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

/** A task that is asked to stop has its reason before it has its end. */
const stopped = (task: Task): StoppedTask => ({
  id: task.taskArn?.split("/").at(-1) ?? "",
  at: task.stoppedAt ?? task.stoppingAt ?? new Date(),
  taskDefinition: task.taskDefinitionArn ?? "",
  stopCode: task.stopCode,
  reason: task.stoppedReason,
  containers: (task.containers ?? []).map(({ name = "", exitCode, reason }) => ({ name, exitCode, reason })),
});
