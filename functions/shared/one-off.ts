import {
  ConflictException,
  DescribeTasksCommand,
  type ECSClient,
  paginateListTasks,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import { Stopped } from "./log.ts";

/** A task that is run once and ends by itself, as ECS tells of it. */
export interface OneOff {
  readonly arn: string;
  /** Who or what it was started for. */
  readonly startedBy: string;
  readonly createdAt: Date;
  readonly ended: boolean;
  /** The container's; null while it runs, and where it never did. */
  readonly exitCode: number | null;
  /** Why it stopped, in the words of ECS. */
  readonly reason: string;
}

export interface Family {
  readonly family: string;
  readonly container: string;
}

export interface Start {
  /** The revision, by ARN. */
  readonly definition: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** For what: the same words start it once, however often and from wherever they are said. */
  readonly startedBy: string;
}

/** All that is asked of ECS about tasks that run once. */
export interface OneOffs {
  /** Those that run, and those that ended within about an hour: ECS forgets them then. */
  list(family: Family): Promise<readonly OneOff[]>;
  start(start: Start): Promise<void>;
  stop(arn: string, reason: string): Promise<void>;
}

export const oneOffsOf = (client: ECSClient, cluster: string): OneOffs => ({
  async list({ family, container }) {
    const arns = new Set<string>();
    // By family alone: beside `startedBy` there may be no other filter ("ListTasks", ECS API reference).
    for (const desiredStatus of ["RUNNING", "STOPPED"] as const)
      for await (const page of paginateListTasks({ client }, { cluster, family, desiredStatus }))
        for (const arn of page.taskArns ?? []) arns.add(arn);
    const all = [...arns];
    const tasks: Task[] = [];
    for (let from = 0; from < all.length; from += 100)
      tasks.push(
        ...((await client.send(new DescribeTasksCommand({ cluster, tasks: all.slice(from, from + 100) })))
          .tasks ?? []),
      );
    return tasks.map((task) => oneOffOf(task, container));
  },

  async start({ definition, subnets, securityGroups, startedBy }) {
    try {
      const { failures = [] } = await client.send(
        new RunTaskCommand({
          cluster,
          taskDefinition: definition,
          count: 1,
          launchType: "FARGATE",
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: [...subnets],
              securityGroups: [...securityGroups],
              assignPublicIp: "DISABLED",
            },
          },
          propagateTags: "TASK_DEFINITION",
          startedBy,
          // Within a day ECS answers the same token with the same task ("Ensuring idempotency", ECS API reference).
          clientToken: startedBy,
        }),
      );
      const [failure] = failures;
      if (failure)
        throw new Stopped(
          `ECS does not start ${definition}: ${[failure.reason, failure.detail].filter(Boolean).join(" ")}`,
        );
    } catch (error) {
      // Somebody asked at the same moment with a newer revision of the same image: that one runs, and is found.
      if (!(error instanceof ConflictException)) throw error;
    }
  },

  async stop(arn, reason) {
    await client.send(new StopTaskCommand({ cluster, task: arn, reason }));
  },
});

function oneOffOf(task: Task, container: string): OneOff {
  const ran = task.containers?.find(({ name }) => name === container);
  const { taskArn = "", startedBy = "", createdAt = new Date(0), lastStatus } = task;
  const ended = lastStatus === "STOPPED";
  return {
    arn: taskArn,
    startedBy,
    createdAt,
    ended,
    exitCode: ended ? (ran?.exitCode ?? null) : null,
    reason: [task.stopCode, task.stoppedReason, ran?.reason].filter(Boolean).join(" · ").slice(0, 500),
  };
}
