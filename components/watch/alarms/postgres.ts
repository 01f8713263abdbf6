import type { Config } from "../../../config/schema.ts";
import type { Dimensions, Watch } from "./watch.ts";

/** What RDS and Aurora measure alike. */
export const rds = { namespace: "AWS/RDS" } as const;

const mebibyte = 1024 ** 2;
const quarterHour = { period: 300, evaluationPeriods: 3 } as const;

/** K11. Its silence is the database's: the one alarm that goes off when nothing is heard. */
export const connections = (
  dimensions: Dimensions,
  maxConnections: number,
  { connectionsPercent }: Config["slo"],
): Watch => ({
  ...rds,
  dimensions,
  kind: "connections",
  says: `more than ${connectionsPercent} % of ${maxConnections} connections are taken, for 3 minutes, or the database is silent`,
  metricName: "DatabaseConnections",
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: Math.floor((maxConnections * connectionsPercent) / 100),
  period: 60,
  evaluationPeriods: 3,
  treatMissingData: "breaching",
  symptom: true,
});

export const cpu = (dimensions: Dimensions, statistic: "Average" | "Maximum"): Watch => ({
  ...rds,
  ...quarterHour,
  dimensions,
  kind: "cpu",
  says: "CPU is above 80 %, for 15 minutes",
  metricName: "CPUUtilization",
  statistic,
  comparisonOperator: "GreaterThanThreshold",
  threshold: 80,
  treatMissingData: "notBreaching",
});

export const memory = (dimensions: Dimensions): Watch => ({
  ...rds,
  ...quarterHour,
  dimensions,
  kind: "memory",
  says: "less than 256 MiB of memory are free, for 15 minutes: it is about to swap",
  metricName: "FreeableMemory",
  statistic: "Minimum",
  comparisonOperator: "LessThanThreshold",
  threshold: 256 * mebibyte,
  treatMissingData: "notBreaching",
});
