import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import type { Watch } from "./watch.ts";

export interface WatchedDatabase {
  readonly identifier: pulumi.Input<string>;
}

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/** What PostgreSQL runs out of: connections (K11), storage, CPU, memory. */
export function databaseWatches(
  { identifier }: WatchedDatabase,
  settings: Config["database"],
  slo: Config["slo"],
): readonly Watch[] {
  const rds = { namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: identifier } };
  return [
    {
      ...rds,
      kind: "connections",
      says: `more than ${slo.connectionsPercent} % of ${settings.maxConnections} connections are taken, for 3 minutes, or the database is silent`,
      metricName: "DatabaseConnections",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: Math.floor((settings.maxConnections * slo.connectionsPercent) / 100),
      period: 60,
      evaluationPeriods: 3,
      treatMissingData: "breaching",
    },
    {
      ...rds,
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
    {
      ...rds,
      kind: "cpu",
      says: "CPU is above 80 %, for 15 minutes",
      metricName: "CPUUtilization",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      period: 300,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
    },
    {
      ...rds,
      kind: "memory",
      says: "less than 256 MiB of memory are free, for 15 minutes: it is about to swap",
      metricName: "FreeableMemory",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 256 * mebibyte,
      period: 300,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
    },
  ];
}
