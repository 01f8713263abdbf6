import type { RunTaskCommandInput } from "@aws-sdk/client-ecs";
import { clusterOf } from "../names.ts";
import { quoted } from "../quoted.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import type { Position } from "./position.ts";
import type { TaskRevision } from "./revision.ts";

/** One start of a task, as ECS takes it. */
export type TaskRequest = ReturnType<typeof requestOf>;

export const requestOf = (target: Target, session: Session, revision: TaskRevision, position: Position) =>
  ({
    cluster: clusterOf(target),
    taskDefinition: revision.name,
    launchType: "FARGATE",
    count: 1,
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...position.subnets],
        securityGroups: [...position.securityGroups],
        assignPublicIp: "DISABLED",
      },
    },
    startedBy: startedBy(session),
    enableECSManagedTags: true,
    propagateTags: "TASK_DEFINITION",
  }) as const satisfies RunTaskCommandInput;

/** Who started it, by the last part of what AWS knows them as; ECS takes letters, digits, - _ / and no more than 36 of them everywhere. */
export function startedBy({ who }: Pick<Session, "who">): string {
  const user = who.split(/[/:]/).at(-1) ?? "";
  return `ops/${user.replaceAll(/[^\w-]/g, "-")}`.slice(0, 36);
}

/** The same request for the AWS CLI, to be typed as it stands. */
export function commandLine({ config }: Target, request: TaskRequest): string {
  const { subnets, securityGroups, assignPublicIp } = request.networkConfiguration.awsvpcConfiguration;
  const network = `awsvpcConfiguration={subnets=[${subnets.join(",")}],securityGroups=[${securityGroups.join(",")}],assignPublicIp=${assignPublicIp}}`;
  return [
    `aws ecs run-task --region ${config.region} --cluster ${request.cluster}`,
    `--task-definition ${request.taskDefinition} --launch-type ${request.launchType} --count ${request.count}`,
    `--network-configuration ${quoted(network)}`,
    `--started-by ${request.startedBy} --enable-ecs-managed-tags --propagate-tags ${request.propagateTags}`,
  ].join(" \\\n  ");
}
