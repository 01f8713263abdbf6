import {
  ClusterNotFoundException,
  DescribeServicesCommand,
  type ECSClient,
  type Service,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { Stopped } from "../shared/log.ts";
import { primaryOf, type Started, startedOf } from "./rollout.ts";

/** All that a restart asks of ECS. */
export interface Services {
  /** Undefined before a stack's first deployment has made it. */
  describe(name: string): Promise<Service | undefined>;
  /** Replaces every task by one that reads its secrets anew. */
  restart(name: string): Promise<Started>;
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
  async restart(name) {
    const { service } = await client.send(
      new UpdateServiceCommand({ cluster, service: name, forceNewDeployment: true }),
    );
    const primary = service && primaryOf(service);
    if (!primary?.id) throw new Stopped(`ECS does not name the deployment that it began for ${name}`);
    return startedOf(primary);
  },
});
