import {
  ContinueServiceDeploymentCommand,
  DescribeServiceRevisionsCommand,
  type ServiceDeployment,
} from "@aws-sdk/client-ecs";
import { fingerprint, type Images } from "../../evidence/fingerprint.ts";
import { ecsOf } from "../ecs/client.ts";
import { imageOf } from "../ecs/revisions.ts";
import { isGoing, type Serving, servingNow } from "../rollback/serving.ts";
import type { Work } from "../rollback/work.ts";

/** A service whose traffic ECS moves from one group of tasks to another, with the newest time that it did. */
export type Shifting = Serving & { readonly deployment: ServiceDeployment };

/** Services whose releases get their traffic in steps, each with its newest deployment; none where nothing was deployed. */
export async function shiftingNow(work: Work): Promise<readonly Shifting[]> {
  const served = Object.entries(work.target.config.services).flatMap(([id, one]) =>
    "host" in one ? [id] : [],
  );
  const now = await servingNow(work, served);
  return [...now.values()].flatMap((service) =>
    service.shifting && service.deployment ? [{ ...service, deployment: service.deployment }] : [],
  );
}

export const going = (all: readonly Shifting[]): readonly Shifting[] =>
  all.filter(({ deployment }) => isGoing(deployment));

/** The hook at which a deployment waits for a person; undefined where it waits for nobody. */
export const awaited = ({ lifecycleHookDetails = [] }: ServiceDeployment): string | undefined =>
  lifecycleHookDetails.find(
    ({ targetType, status }) => targetType === "PAUSE" && status === "AWAITING_ACTION",
  )?.hookId;

/** Percent of the traffic that goes to the new tasks; undefined where ECS does not say. */
export const weightOf = ({ targetServiceRevision }: ServiceDeployment): number | undefined =>
  targetServiceRevision?.requestedProductionTrafficWeight;

/** Tells ECS that a person has agreed (API reference, "ContinueServiceDeployment"). */
export async function goOnWith(
  { target, session }: Work,
  { id, deployment }: Shifting,
  hookId: string,
): Promise<void> {
  const { serviceDeploymentArn } = deployment;
  const command = new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action: "CONTINUE" });
  await session.call(`continue the deployment of ${id}`, "ecs:ContinueServiceDeployment", () =>
    ecsOf(target).send(command),
  );
}

/** What all services run once these deployments have come true: the release that a canary is of. */
export async function releaseOf(
  work: Work,
  deployed: readonly Shifting[],
): Promise<{ readonly release: string; readonly images: Images }> {
  const { target, session } = work;
  const now = await servingNow(work);
  const images: Record<string, string> = {};
  for (const { id, taskDefinition } of now.values()) {
    const deployment = deployed.find((one) => one.id === id)?.deployment;
    const aimed = deployment ? await aimOf(work, deployment) : undefined;
    images[id] = (await imageOf(target, session, aimed ?? taskDefinition)) ?? "";
  }
  return { images, release: fingerprint(images, target.config.release.schema.version) };
}

/** The task definition that a deployment was of, also after it was undone; undefined where ECS does not say. */
async function aimOf(
  { target, session }: Work,
  { targetServiceRevision }: ServiceDeployment,
): Promise<string | undefined> {
  const arn = targetServiceRevision?.arn;
  if (arn === undefined) return undefined;
  const command = new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] });
  const read = await session.call("look at what a deployment was of", "ecs:DescribeServiceRevisions", () =>
    ecsOf(target).send(command),
  );
  return read.serviceRevisions?.[0]?.taskDefinition;
}
