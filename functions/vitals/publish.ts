import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { metricsOf } from "../shared/metrics.ts";
import type { Vitals } from "./measure.ts";

/** The sizes of the ten largest tables; each is a metric of its own, which costs. */
const largest = 10;

export function publishConnected(namespace: string, is: boolean): void {
  metricsOf(namespace)
    .addMetric("Connected", MetricUnit.Count, is ? 1 : 0)
    .publishStoredMetrics();
}

export function publishVitals(namespace: string, vitals: Vitals, growth: number | null): void {
  metricsOf(namespace)
    .addMetric("ConnectionsPercent", MetricUnit.Percent, vitals.connectionsPercent)
    .addMetric("LongestTransactionSeconds", MetricUnit.Seconds, vitals.longestTransactionSeconds)
    .addMetric("DeadTuplePercent", MetricUnit.Percent, vitals.deadTuplePercent)
    .addMetric("VacuumAgeHours", MetricUnit.NoUnit, vitals.vacuumAgeHours)
    .addMetric("TableGrowthPercentPerDay", MetricUnit.Percent, growth ?? 0)
    .addMetric("ReplicationLagSeconds", MetricUnit.Seconds, vitals.replicationLagSeconds)
    .publishStoredMetrics();
  for (const { table, bytes, deadTuplePercent } of vitals.tables.slice(0, largest))
    metricsOf(namespace, { Table: table })
      .addMetric("TableBytes", MetricUnit.Bytes, bytes)
      .addMetric("TableDeadTuplePercent", MetricUnit.Percent, deadTuplePercent)
      .publishStoredMetrics();
}
