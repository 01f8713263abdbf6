import { DescribeTaskDefinitionCommand, type TaskDefinition } from "@aws-sdk/client-ecs";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { ecsOf } from "./client.ts";

/** One revision of a task definition; it never changes once it is registered. */
export interface Revision {
  readonly arn: string;
  /** Of its first container, the only one that we declare: repository@sha256:… */
  readonly image: string;
  readonly registeredAt: Date | undefined;
  readonly registeredBy: string | undefined;
}

/** A revision by its ARN, or the newest ACTIVE one of a family; undefined where there is none. */
export async function revisionOf(
  target: Target,
  session: Session,
  taskDefinition: string,
): Promise<Revision | undefined> {
  const send = () => ecsOf(target).send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const read = await session.find(
    `look at task definition ${taskDefinition}`,
    "ecs:DescribeTaskDefinition",
    // The one answer of ECS to a name that it does not know (API reference, "DescribeTaskDefinition").
    ["ClientException"],
    send,
  );
  return read?.taskDefinition && seen(read.taskDefinition);
}

const seen = (definition: TaskDefinition): Revision => ({
  arn: definition.taskDefinitionArn ?? "",
  // What runs beside it is never essential.
  image: definition.containerDefinitions?.find(({ essential }) => essential !== false)?.image ?? "",
  registeredAt: definition.registeredAt,
  registeredBy: definition.registeredBy,
});

/** What a revision runs; undefined where there is no such revision. */
export const imageOf = async (
  target: Target,
  session: Session,
  taskDefinition: string,
): Promise<string | undefined> => (await revisionOf(target, session, taskDefinition))?.image;
