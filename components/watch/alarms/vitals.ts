import type { Config } from "../../../config/schema.ts";
import type { Watch } from "./watch.ts";

/** What PostgreSQL says of itself every minute, to a function that connects as services do (P13, W06, K11). */
export function vitalsWatches(namespace: string, slo: Config["slo"]): readonly Watch[] {
  const worst = {
    namespace,
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    // Where nothing is measured, nothing could be connected to: that pages once.
    treatMissingData: "notBreaching",
  } as const;
  return [
    {
      namespace,
      kind: "unreachable",
      says: "nobody could connect to the database for 3 minutes, or nobody tried",
      metricName: "Connected",
      statistic: "Maximum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 3,
      treatMissingData: "breaching",
      symptom: true,
    },
    {
      ...worst,
      kind: "saturation",
      says: `more than ${slo.connectionsPercent} % of the connections are taken, counted by the database itself, for 3 minutes`,
      metricName: "ConnectionsPercent",
      threshold: slo.connectionsPercent,
      period: 60,
      evaluationPeriods: 3,
      symptom: true,
    },
    {
      ...worst,
      kind: "long-transaction",
      says: "a transaction is open for more than 15 minutes: what it could still see, vacuum must not clean",
      metricName: "LongestTransactionSeconds",
      threshold: 900,
      period: 60,
      evaluationPeriods: 2,
    },
    {
      ...worst,
      kind: "dead-tuples",
      severity: "ticket",
      says: "more than 30 % of a large table are dead rows, for half an hour: vacuum does not keep up",
      metricName: "DeadTuplePercent",
      threshold: 30,
      period: 300,
      evaluationPeriods: 6,
    },
    {
      ...worst,
      kind: "vacuum",
      severity: "ticket",
      says: "a table that is due for vacuum had none for two days",
      metricName: "VacuumAgeHours",
      threshold: 48,
      period: 300,
      evaluationPeriods: 3,
    },
    {
      ...worst,
      kind: "table-growth",
      severity: "ticket",
      says: "a large table grows by more than half a day, for an hour",
      metricName: "TableGrowthPercentPerDay",
      threshold: 50,
      period: 3600,
      evaluationPeriods: 1,
    },
    {
      ...worst,
      kind: "replication-lag",
      says: "a copy is more than a minute behind, for 5 minutes: a failover waits for it, reads are old",
      metricName: "ReplicationLagSeconds",
      threshold: 60,
      period: 60,
      evaluationPeriods: 5,
    },
  ];
}
