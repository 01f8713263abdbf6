import {
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ListServiceDeploymentsCommand,
  type Service,
  type ServiceDeployment,
} from "@aws-sdk/client-ecs";
import { clusterOf } from "../names.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { ecsOf, noCluster } from "./client.ts";

/** One entry of a service's own list of deployments: what ECS is bringing up, keeps or lets go. */
export interface Rollout {
  readonly id: string;
  /** PRIMARY is the newest; ACTIVE ones are on their way out. */
  readonly status: string;
  readonly taskDefinition: string;
  readonly state: string | undefined;
  readonly reason: string | undefined;
  readonly at: Date;
}

export interface DescribedService {
  readonly id: string;
  readonly arn: string;
  readonly status: string;
  readonly desired: number;
  readonly running: number;
  /** The revision that the service is told to run, by ARN. */
  readonly taskDefinition: string;
  readonly deployments: readonly Rollout[];
  /** What ECS says of it, the newest first. */
  readonly events: readonly { readonly at: Date; readonly message: string }[];
}

/** The stack's services as they stand, by their name in the stack file; what is not deployed is left out. */
export async function describeServices(
  target: Target,
  session: Session,
  ids: readonly string[] = Object.keys(target.config.services),
): Promise<Readonly<Record<string, DescribedService>>> {
  const cluster = clusterOf(target);
  const found: Service[] = [];
  // AWS takes ten names in one question.
  for (let from = 0; from < ids.length; from += 10) {
    const send = () =>
      ecsOf(target).send(new DescribeServicesCommand({ cluster, services: ids.slice(from, from + 10) }));
    const page = await session.find(
      `look at the services of ${cluster}`,
      "ecs:DescribeServices",
      noCluster,
      send,
    );
    found.push(...(page?.services ?? []));
  }
  const deployed = found.filter(({ status }) => status !== "INACTIVE");
  return Object.fromEntries(deployed.map(described).map((one) => [one.id, one]));
}

const described = (service: Service): DescribedService => ({
  id: service.serviceName ?? "",
  arn: service.serviceArn ?? "",
  status: service.status ?? "",
  desired: service.desiredCount ?? 0,
  running: service.runningCount ?? 0,
  taskDefinition: service.taskDefinition ?? "",
  deployments: (service.deployments ?? []).map((one) => ({
    id: one.id ?? "",
    status: one.status ?? "",
    taskDefinition: one.taskDefinition ?? "",
    state: one.rolloutState,
    reason: one.rolloutStateReason,
    at: one.createdAt ?? new Date(0),
  })),
  events: (service.events ?? []).map(({ createdAt, message }) => ({
    at: createdAt ?? new Date(0),
    message: message ?? "",
  })),
});

/** The newest deployments of a service, the newest first; none where it has had none, or does not exist. */
export async function serviceDeployments(
  target: Target,
  session: Session,
  id: string,
  most = 5,
): Promise<readonly ServiceDeployment[]> {
  const ecs = ecsOf(target);
  const service = { cluster: clusterOf(target), service: id };
  const gone = [...noCluster, "ServiceNotFoundException", "ServiceNotActiveException"];
  const doing = `list the deployments of ${id}`;
  const listed = [];
  let nextToken: string | undefined;
  do {
    const send = () =>
      ecs.send(new ListServiceDeploymentsCommand({ ...service, ...(nextToken && { nextToken }) }));
    const page = await session.find(doing, "ecs:ListServiceDeployments", gone, send);
    listed.push(...(page?.serviceDeployments ?? []));
    nextToken = page?.nextToken;
  } while (nextToken !== undefined && listed.length < 500);
  const serviceDeploymentArns = listed
    .toSorted(newestFirst)
    .slice(0, Math.min(most, 20))
    .flatMap(({ serviceDeploymentArn: arn }) => arn ?? []);
  if (serviceDeploymentArns.length === 0) return [];
  const send = () => ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
  const read = await session.call(`look at the deployments of ${id}`, "ecs:DescribeServiceDeployments", send);
  return (read.serviceDeployments ?? []).toSorted(newestFirst);
}

const newestFirst = (a: { createdAt?: Date | undefined }, b: { createdAt?: Date | undefined }): number =>
  (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0);
