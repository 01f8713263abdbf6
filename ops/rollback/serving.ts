import {
  type DeploymentConfiguration,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ServiceDeployment,
} from "@aws-sdk/client-ecs";
import { ecsOf } from "../ecs/client.ts";
import { type DescribedService, describeServices, serviceDeployments } from "../ecs/services.ts";
import { clusterOf } from "../names.ts";
import type { ReleaseRecord } from "../release/record.ts";
import { isShifting } from "./strategy.ts";
import type { Work } from "./work.ts";

/** One service as ECS has it now. */
export interface Serving {
  readonly id: string;
  /** What it is told to run; tasks of another may still serve while `deployment` is going on. */
  readonly taskDefinition: string;
  readonly shifting: boolean;
  readonly configuration: DeploymentConfiguration;
  /** The newest one, which is over unless `moving`. */
  readonly deployment: ServiceDeployment | undefined;
  readonly moving: boolean;
  /** Everything it is told to run runs, and nothing else. */
  readonly complete: boolean;
}

export type AllServing = ReadonlyMap<string, Serving>;

const going = [
  "PENDING",
  "IN_PROGRESS",
  "STOP_REQUESTED",
  "ROLLBACK_REQUESTED",
  "ROLLBACK_IN_PROGRESS",
] as const;

export const isGoing = (deployment: ServiceDeployment | undefined): boolean =>
  going.some((status) => status === deployment?.status);

/** What is put in place now; services that the stack file names and ECS does not know are left out. */
export async function servingNow(
  work: Work,
  ids: readonly string[] = Object.keys(work.target.config.services),
): Promise<AllServing> {
  const { target, session } = work;
  const services = Object.values(await describeServices(target, session, ids));
  const configurations = await configurationsOf(
    work,
    services.map(({ id }) => id),
  );
  const found: [string, Serving][] = [];
  for (const service of services) {
    const [deployment] = await serviceDeployments(target, session, service.id, 1);
    const configuration = configurations.get(service.id) ?? {};
    found.push([service.id, serving(service, configuration, deployment)]);
  }
  return new Map(found);
}

function serving(
  { id, taskDefinition, deployments, desired, running }: DescribedService,
  configuration: DeploymentConfiguration,
  deployment: ServiceDeployment | undefined,
): Serving {
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  const moving = isGoing(deployment) || deployments.some(({ state }) => state === "IN_PROGRESS");
  const placed = primary?.taskDefinition === taskDefinition && primary.state === "COMPLETED";
  return {
    id,
    taskDefinition,
    shifting: isShifting(configuration),
    configuration,
    deployment,
    moving,
    complete: placed && !moving && running === desired && deployments.length === 1,
  };
}

async function configurationsOf(
  { target, session }: Work,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DeploymentConfiguration>> {
  const cluster = clusterOf(target);
  const found = new Map<string, DeploymentConfiguration>();
  // AWS takes ten names in one question.
  for (let from = 0; from < ids.length; from += 10) {
    const command = new DescribeServicesCommand({ cluster, services: ids.slice(from, from + 10) });
    const page = await session.call(`look at the services of ${cluster}`, "ecs:DescribeServices", () =>
      ecsOf(target).send(command),
    );
    for (const { serviceName, deploymentConfiguration } of page.services ?? [])
      if (serviceName && deploymentConfiguration) found.set(serviceName, deploymentConfiguration);
  }
  return found;
}

/** Task definitions of a release that ECS no longer runs: removed, or marked as inactive. */
export async function goneOf(
  { target, session }: Work,
  { services }: ReleaseRecord,
  ids: Iterable<string>,
): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const id of ids) {
    const taskDefinition = services[id]?.taskDefinition;
    if (taskDefinition === undefined) continue;
    const doing = `look at task definition ${taskDefinition}`;
    const read = await session.find(doing, "ecs:DescribeTaskDefinition", ["ClientException"], () =>
      ecsOf(target).send(new DescribeTaskDefinitionCommand({ taskDefinition })),
    );
    if (read?.taskDefinition?.status !== "ACTIVE")
      gone.push(
        `${id}: ${shortOf(taskDefinition)} is ${read ? "inactive" : "gone"}, and ECS starts nothing from it`,
      );
  }
  return gone;
}

/** `family:revision` of a task definition's ARN. */
export const shortOf = (arn: string): string => arn.split("/").at(-1) ?? arn;
