import {
  DescribeTasksCommand,
  type ECSClient,
  type Task as EcsTask,
  GetTaskProtectionCommand,
  paginateListTasks,
  UpdateTaskProtectionCommand,
} from "@aws-sdk/client-ecs";
import { Stopped } from "../shared/log.ts";

export interface Task {
  readonly arn: string;
  readonly address: string | undefined;
  readonly isProtected: boolean;
}

/** All that is asked of ECS about a service's tasks. */
export interface Tasks {
  running(service: string): Promise<readonly Task[]>;
  /** For so many minutes, or from now on no more. */
  protect(arns: readonly string[], minutes: number | null): Promise<void>;
}

/** What the API takes in one call; a page of ListTasks has as many as the first two do ("UpdateTaskProtection"). */
const mostProtected = 10;

/** A task that has stopped in the meantime needs nothing any more, and one in a deployment is not to be in its way. */
const harmless = ["MISSING", "TASK_NOT_VALID", "DEPLOYMENT_BLOCKED"];

export const tasksOf = (client: ECSClient, cluster: string): Tasks => ({
  async running(serviceName) {
    const found: Task[] = [];
    const pages = paginateListTasks(
      { client, pageSize: 100 },
      { cluster, serviceName, desiredStatus: "RUNNING" },
    );
    for await (const { taskArns: tasks = [] } of pages) {
      if (tasks.length === 0) continue;
      const [described, protection] = await Promise.all([
        client.send(new DescribeTasksCommand({ cluster, tasks })),
        client.send(new GetTaskProtectionCommand({ cluster, tasks })),
      ]);
      const held = new Set(
        protection.protectedTasks?.flatMap(({ taskArn, protectionEnabled }) =>
          protectionEnabled ? taskArn : [],
        ),
      );
      for (const task of described.tasks ?? [])
        if (task.taskArn !== undefined)
          found.push({ arn: task.taskArn, address: addressOf(task), isProtected: held.has(task.taskArn) });
    }
    return found;
  },
  async protect(arns, minutes) {
    for (let at = 0; at < arns.length; at += mostProtected) {
      const { failures = [] } = await client.send(
        new UpdateTaskProtectionCommand({
          cluster,
          tasks: arns.slice(at, at + mostProtected),
          protectionEnabled: minutes !== null,
          ...(minutes !== null && { expiresInMinutes: minutes }),
        }),
      );
      const other = failures.find(({ reason = "" }) => !harmless.includes(reason));
      if (other)
        throw new Stopped(`ECS does not protect ${other.arn}: ${other.reason} ${other.detail ?? ""}`);
    }
  },
});

/** Of the network interface that Fargate gives a task. */
const addressOf = ({ attachments = [] }: EcsTask): string | undefined =>
  attachments
    .filter(({ type }) => type === "ElasticNetworkInterface")
    .flatMap(({ details = [] }) => details)
    .find(({ name }) => name === "privateIPv4Address")?.value;
