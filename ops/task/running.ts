import { DescribeTasksCommand, ListTasksCommand } from "@aws-sdk/client-ecs";
import { ecsOf } from "../ecs/client.ts";
import { clusterOf, familyOf } from "../names.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import type { DeclaredTask } from "./declared.ts";

/** Runs of the same task that have not ended, by ARN: also those that a deployment or somebody else began. */
export async function alreadyRunning(
  target: Target,
  session: Session,
  task: DeclaredTask,
): Promise<readonly string[]> {
  const ecs = ecsOf(target);
  const cluster = clusterOf(target);
  const family = familyOf(target, task.id);
  const arns: string[] = [];
  // What ECS has asked to stop runs until it has stopped.
  for (const desiredStatus of ["RUNNING", "STOPPED"] as const) {
    const { taskArns = [] } = await session.call(`list the tasks of ${family}`, "ecs:ListTasks", () =>
      ecs.send(new ListTasksCommand({ cluster, family, desiredStatus, maxResults: 100 })),
    );
    arns.push(...taskArns);
  }
  // AWS takes a hundred in one question.
  const batches = [arns.slice(0, 100), arns.slice(100)].filter((tasks) => tasks.length > 0);
  const seen = [];
  for (const tasks of batches) {
    const read = await session.call(`look at the tasks of ${family}`, "ecs:DescribeTasks", () =>
      ecs.send(new DescribeTasksCommand({ cluster, tasks })),
    );
    seen.push(...(read.tasks ?? []));
  }
  return seen.flatMap(({ taskArn, lastStatus }) => (lastStatus === "STOPPED" ? [] : (taskArn ?? [])));
}
