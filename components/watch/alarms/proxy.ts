import type { Config } from "../../../config/schema.ts";
import { result, term, type Watch } from "./watch.ts";

const namespace = "AWS/RDS";

/**
 * Whether RDS Proxy has connections to give, and whether the database answers it ("Monitoring RDS Proxy metrics", RDS
 * guide). It measures nothing before its first connection, so its silence says nothing.
 */
export function proxyWatches(proxyName: string, slo: Config["slo"]): readonly Watch[] {
  const dimensions = { ProxyName: proxyName };
  const measured = {
    namespace,
    dimensions,
    comparisonOperator: "GreaterThanThreshold",
    period: 60,
    treatMissingData: "notBreaching",
  } as const;
  const second = 1_000_000; // in the microseconds that latencies are measured in
  return [
    {
      kind: "connections",
      says: "more than 90 % of the connections that the proxy may open are open, for 3 minutes",
      metricQueries: [
        term("open", namespace, "DatabaseConnections", dimensions),
        term("allowed", namespace, "MaxDatabaseConnectionsAllowed", dimensions),
        result("IF(allowed > 0, 100 * open / allowed, 0)", "connections in percent of those allowed"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 90,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
    },
    {
      ...measured,
      kind: "waiting",
      says: "clients wait longer than a second for a connection, for 3 minutes: all of them are taken",
      metricName: "DatabaseConnectionsBorrowLatency",
      statistic: "Average",
      threshold: second,
      evaluationPeriods: 3,
    },
    {
      ...measured,
      kind: "slow",
      says: `the database takes longer than ${slo.slowQueryMs} ms to answer the proxy on average, for 5 minutes`,
      metricName: "QueryDatabaseResponseLatency",
      statistic: "Average",
      threshold: (slo.slowQueryMs / 1000) * second,
      evaluationPeriods: 5,
    },
    {
      ...measured,
      kind: "refused-logins",
      says: "the proxy refuses logins, in 3 of 5 minutes: a client has a password that is no longer valid",
      metricName: "ClientConnectionsSetupFailedAuth",
      statistic: "Sum",
      threshold: 0,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    },
    {
      ...measured,
      kind: "no-database",
      says: "the database does not answer the proxy half of the time, for 3 minutes: services cannot connect",
      metricName: "AvailabilityPercentage",
      dimensions: { ...dimensions, TargetGroup: "default", TargetRole: "READ_WRITE" },
      statistic: "Average",
      comparisonOperator: "LessThanThreshold",
      threshold: 50,
      evaluationPeriods: 3,
    },
  ];
}
