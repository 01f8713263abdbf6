import type { Task } from "../components/run/task.ts";
import { firstHour, type Query, saved } from "../components/watch/queries.ts";
import type { Inside } from "./inside.ts";

/** Questions that are ready before anybody is in a hurry, each to the logs that can answer it (W05, C20). */
export function queries(tasks: readonly Task[], { place, config, database, parent }: Inside): void {
  const groups: Readonly<Record<Query["of"], Parameters<typeof saved>[2]>> = {
    applications: tasks.map(({ logGroup }) => logGroup),
    database: [database.logGroupName, ...database.replicas.map(({ logGroupName }) => logGroupName)],
    cluster: [`/aws/ecs/containerinsights/${place.prefix}/performance`],
    firewall: [`aws-waf-logs-${place.prefix}-balancer`],
  };
  for (const query of firstHour(config.logs)) saved(place, query, groups[query.of], parent);
}
