import { ECSClient } from "@aws-sdk/client-ecs";
import { bounded } from "../session.ts";
import type { Target } from "../target.ts";

const clients = new WeakMap<Target, ECSClient>();

/** One for each target: who waits asks many times. */
export function ecsOf(target: Target): ECSClient {
  const client = clients.get(target) ?? new ECSClient({ region: target.config.region, ...bounded(30) });
  clients.set(target, client);
  return client;
}

/** Before a stack's first deployment there is not even a cluster. */
export const noCluster = ["ClusterNotFoundException"];
