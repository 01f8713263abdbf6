import type { Finding, Path } from "../finding.ts";
import { collectorMebibytes, collectorPorts, isCollected } from "../telemetry.ts";
import { check } from "./check.ts";
import { registryElsewhere } from "./network.ts";

/** The least that an application is left with beside a collector. */
const leftMebibytes = 512;

/** A collector takes its memory from the task: both fit into it (C12). */
export const collectorFits = check(["services", "telemetry"], ({ services, telemetry }) =>
  Object.entries(services).flatMap(([id, service]) =>
    isCollected(telemetry, service) && service.size.memory < collectorMebibytes + leftMebibytes
      ? [
          {
            path: ["services", id, "size", "memory"],
            found: `${service.size.memory} MiB, of which the collector beside it takes ${collectorMebibytes}`,
            allowed: `at least ${collectorMebibytes + leftMebibytes} MiB, so that the service keeps ${leftMebibytes}`,
          },
        ]
      : [],
  ),
);

/** Metrics are read by the collector beside the service, at a port that the balancer does not reach (C12). */
export const metricsCollected = check(["services", "telemetry"], ({ services, telemetry }) =>
  Object.entries(services).flatMap(([id, service]): readonly Finding[] => {
    const { metrics } = service;
    if (metrics === undefined || telemetry === undefined) return [];
    const path = ["services", id, "metrics"];
    if (!isCollected(telemetry, service))
      return [
        {
          path,
          found: "metrics that no collector reads, for want of a way out",
          allowed: "egress to 0.0.0.0/0 on 443, by which a collector beside it could write; or no metrics",
        },
      ];
    return "port" in service && service.port === metrics.port
      ? [
          {
            path: [...path, "port"],
            found: `${metrics.port}, where the balancer asks too`,
            allowed: "a port of its own: the world reaches all paths of the other",
          },
        ]
      : [];
  }),
);

/** All containers of a task share its ports, and each has a name of its own. */
export const besideCollector = check(["services", "telemetry"], ({ services, telemetry }) =>
  Object.entries(services).flatMap(([id, service]): readonly Finding[] => {
    if (!isCollected(telemetry, service)) return [];
    const taken = new Set<number>(Object.values(collectorPorts));
    const ports: readonly (readonly [Path, number | undefined])[] = [
      [["port"], "port" in service ? service.port : undefined],
      [["metrics", "port"], service.metrics?.port],
    ];
    return [
      ...(id === "collector"
        ? [
            {
              path: ["services", id],
              found: '"collector", which the platform has already',
              allowed: "another name",
            },
          ]
        : []),
      ...ports.flatMap(([path, port]) =>
        port !== undefined && taken.has(port)
          ? [
              {
                path: ["services", id, ...path],
                found: `${port}, where the collector beside it listens`,
                allowed: `a port other than ${[...taken].join(", ")}`,
              },
            ]
          : [],
      ),
    ];
  }),
);

/** The collector's image is pulled with the service's: from the same region (C08). */
export const collectorRegion = check(["telemetry", "region"], ({ telemetry, region }) =>
  telemetry ? registryElsewhere(telemetry.collector, region, ["telemetry", "collector"]) : [],
);
