import { type ContainerDefinition, DescribeTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { ecsOf } from "../ecs/client.ts";
import { liveOf } from "../ecs/live.ts";
import type { Asking } from "./part.ts";

export type Containers = Readonly<Record<string, readonly ContainerDefinition[]>>;

/** What each service's tasks are started with, as ECS has it; what is not deployed is left out. */
export async function liveContainers({ trial: { target }, session }: Asking): Promise<Containers> {
  const live = await liveOf(target, session);
  const read = Object.entries(live).map(async ([id, { taskDefinition }]) => {
    const answer = await session.call(
      `look at task definition ${taskDefinition}`,
      "ecs:DescribeTaskDefinition",
      () => ecsOf(target).send(new DescribeTaskDefinitionCommand({ taskDefinition })),
    );
    return [id, answer.taskDefinition?.containerDefinitions ?? []] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** The variables of a service's own container by value, and the names of those that come from secrets. */
export function told([own]: readonly ContainerDefinition[]) {
  const env = Object.fromEntries((own?.environment ?? []).map(({ name = "", value = "" }) => [name, value]));
  return { env, secrets: (own?.secrets ?? []).map(({ name = "" }) => name) };
}
