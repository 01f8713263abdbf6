import { clusterOf, databaseOf } from "../names.ts";
import type { Target } from "../target.ts";
import type { Metric } from "./metrics.ts";
import type { Gauge } from "./reading.ts";

/** What may run out, with the limits of the alarms (C20, K11). */
export function gaugesOf(
  target: Target,
): readonly (Omit<Gauge, "average" | "latest"> & { readonly metric: Metric; readonly scale: number })[] {
  const { database, slo, services } = target.config;
  const dimension = database.engine === "postgres" ? "DBInstanceIdentifier" : "DBClusterIdentifier";
  const tasks = Object.entries(services).flatMap(([id, service]) => {
    const dimensions = { ClusterName: clusterOf(target), ServiceName: id };
    const used = (what: "CPU" | "Memory") => ({
      ...{ name: `${id}: ${what}`, unit: "%", limit: 90, scale: 1, requirements: ["C20"] },
      metric: { namespace: "AWS/ECS", name: `${what}Utilization`, dimensions, stat: "Average" },
    });
    const waiting =
      service.kind === "worker"
        ? [
            {
              ...{ name: `${id}: oldest job`, unit: "s", limit: 2 * service.jobs.waitSeconds, scale: 1 },
              requirements: ["C20", "P09"],
              metric: {
                namespace: `${target.prefix}/queues`,
                ...{ name: "OldestJobSeconds", dimensions: { Service: id }, stat: "Maximum" },
              },
            },
          ]
        : [];
    return [used("CPU"), used("Memory"), ...waiting];
  });
  return [
    {
      ...{ name: "database connections", unit: "%", limit: slo.connectionsPercent },
      ...{ scale: 100 / database.maxConnections, requirements: ["C20", "K11"] },
      metric: {
        ...{ namespace: "AWS/RDS", name: "DatabaseConnections", stat: "Maximum" },
        dimensions: { [dimension]: databaseOf(target) },
      },
    },
    ...tasks,
  ];
}
