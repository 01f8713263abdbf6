import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import type { DatabaseSettings } from "../../../config/shape/data.ts";
import { connections, cpu, memory, rds } from "./postgres.ts";
import type { Watch } from "./watch.ts";

export interface WatchedDatabase {
  readonly identifier: pulumi.Input<string>;
  readonly logGroupName: pulumi.Input<string>;
  readonly proxyName: string;
  /** Copies that are instances of their own: each can run out of everything too, and has a log of its own. */
  readonly replicas: readonly WatchedReplica[];
}

export type WatchedReplica = Pick<WatchedDatabase, "identifier" | "logGroupName">;

type Settings<Engine extends DatabaseSettings["engine"]> = Extract<DatabaseSettings, { engine: Engine }>;

const gibibyte = 1024 ** 3;

/** What PostgreSQL runs out of: connections (K11), CPU, memory, and what its engine stores on. */
export const databaseWatches = (
  { identifier }: Pick<WatchedDatabase, "identifier">,
  settings: DatabaseSettings,
  slo: Config["slo"],
): readonly Watch[] =>
  settings.engine === "postgres"
    ? instanceWatches(identifier, settings, slo)
    : clusterWatches(identifier, settings, slo);

/** A read replica runs out of what its source runs out of, and it can fall behind (P13). */
export const replicaWatches = (
  { identifier }: Pick<WatchedReplica, "identifier">,
  settings: DatabaseSettings,
  slo: Config["slo"],
): readonly Watch[] => [
  ...databaseWatches({ identifier }, settings, slo),
  {
    ...rds,
    dimensions: { DBInstanceIdentifier: identifier },
    kind: "replica-lag",
    says: "the read replica is more than a minute behind, for 5 minutes: it answers with what was",
    metricName: "ReplicaLag",
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 60,
    period: 60,
    evaluationPeriods: 5,
    treatMissingData: "notBreaching", // a silent replica pages once, by its connections
  },
];

function instanceWatches(
  identifier: pulumi.Input<string>,
  settings: Settings<"postgres">,
  slo: Config["slo"],
): readonly Watch[] {
  const dimensions = { DBInstanceIdentifier: identifier };
  return [
    connections(dimensions, settings.maxConnections, slo),
    cpu(dimensions, "Average"),
    memory(dimensions),
    {
      ...rds,
      dimensions,
      kind: "storage",
      says: "less than a tenth of the storage is free, for 15 minutes: growing by itself did not help",
      metricName: "FreeStorageSpace",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: (settings.storageGiB * gibibyte) / 10,
      period: 300,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching", // a silent database pages once, by its connections
    },
  ];
}

/** A cluster's numbers are those of all its servers: the worst of them counts. Its volume grows by itself, to 128 TiB. */
function clusterWatches(
  identifier: pulumi.Input<string>,
  settings: Settings<"aurora-postgresql">,
  slo: Config["slo"],
): readonly Watch[] {
  const dimensions = { DBClusterIdentifier: identifier };
  const whole = { ...rds, dimensions, period: 300, evaluationPeriods: 3 } as const;
  return [
    connections(dimensions, settings.maxConnections, slo),
    cpu(dimensions, "Maximum"),
    memory(dimensions),
    {
      ...whole,
      kind: "capacity",
      says: `more than 90 % of ${settings.capacity.max} capacity units are in use, for 15 minutes: it cannot grow further`,
      metricName: "ACUUtilization",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 90,
      treatMissingData: "notBreaching",
    },
    {
      ...whole,
      kind: "local-storage",
      says: "less than 2 GiB are free for sorting and for building indexes, for 15 minutes",
      metricName: "FreeLocalStorage",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 2 * gibibyte,
      treatMissingData: "notBreaching",
    },
    ...(settings.standby || settings.readReplicas > 0 ? [clusterLag(dimensions)] : []),
  ];
}

const clusterLag = (dimensions: Watch["dimensions"]): Watch => ({
  ...rds,
  ...(dimensions && { dimensions }),
  kind: "replica-lag",
  says: "a reader is more than 5 seconds behind, for 5 minutes: it answers with what was",
  metricName: "AuroraReplicaLagMaximum",
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 5000, // milliseconds; readers share the writer's volume, and are usually 100 behind
  period: 60,
  evaluationPeriods: 5,
  treatMissingData: "notBreaching",
});
