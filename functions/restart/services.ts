import {
  ClusterNotFoundException,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  type Service,
  type ServiceDeploymentBrief,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { Stopped } from "../shared/log.ts";
import type { Newest } from "./rollout.ts";

/** All that a restart asks of ECS. */
export interface Services {
  /** Undefined before a stack's first deployment has made it. */
  describe(name: string): Promise<Service | undefined>;
  newest(name: string): Promise<Newest>;
  /** Replaces every task by one that reads its secrets anew, in the manner in which the service is deployed. */
  restart(name: string): Promise<void>;
}

export const servicesOf = (client: ECSClient, cluster: string): Services => ({
  async describe(name) {
    try {
      const { services, failures } = await client.send(
        new DescribeServicesCommand({ cluster, services: [name] }),
      );
      const other = failures?.find(({ reason }) => reason !== "MISSING");
      if (other) throw new Stopped(`ECS does not describe ${name}: ${other.reason} ${other.detail ?? ""}`);
      return services?.find(({ status }) => status === "ACTIVE");
    } catch (error) {
      if (error instanceof ClusterNotFoundException) return undefined;
      throw error;
    }
  },

  async newest(service) {
    const listed: ServiceDeploymentBrief[] = [];
    let nextToken: string | undefined;
    do {
      const asked = { cluster, service, maxResults: 100, ...(nextToken && { nextToken }) };
      const page = await client.send(new ListServiceDeploymentsCommand(asked));
      listed.push(...(page.serviceDeployments ?? []));
      nextToken = page.nextToken;
    } while (nextToken);
    const [arn] = listed
      .toSorted(newestFirst)
      .flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []);
    if (arn === undefined) return undefined;
    const { serviceDeployments: [found] = [] } = await client.send(
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }),
    );
    if (found === undefined) throw new Stopped(`ECS does not describe ${arn}`);
    return found;
  },

  async restart(service) {
    await client.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
  },
});

const newestFirst = (a: ServiceDeploymentBrief, b: ServiceDeploymentBrief): number =>
  (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0);
