import type { Config } from "../../../config/schema.ts";
import { result, term, type Watch } from "./watch.ts";

const namespace = "AWS/RDS";
const second = 1_000_000; // in the microseconds that latencies are measured in

const measured = (proxyName: string) =>
  ({
    namespace,
    dimensions: { ProxyName: proxyName },
    statistic: "Average",
    comparisonOperator: "GreaterThanThreshold",
    period: 60,
    treatMissingData: "notBreaching",
  }) as const;

/**
 * Whether RDS Proxy has connections to give, and whether the database answers it ("Monitoring RDS Proxy metrics", RDS
 * guide). It measures nothing before its first connection, so its silence says nothing.
 */
export function proxyWatches(proxyName: string, slo: Config["slo"]): readonly Watch[] {
  const own = measured(proxyName);
  return [
    {
      kind: "connections",
      says: "more than 90 % of the connections that the proxy may open are open, for 3 minutes",
      metricQueries: [
        term("open", namespace, "DatabaseConnections", own.dimensions),
        term("allowed", namespace, "MaxDatabaseConnectionsAllowed", own.dimensions),
        result("IF(allowed > 0, 100 * open / allowed, 0)", "connections in percent of those allowed"),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 90,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
    },
    {
      ...own,
      kind: "slow",
      says: `the database takes longer than ${slo.slowQueryMs} ms to answer the proxy on average, for 5 minutes`,
      metricName: "QueryDatabaseResponseLatency",
      threshold: (slo.slowQueryMs / 1000) * second,
      evaluationPeriods: 5,
    },
    {
      ...own,
      kind: "refused-logins",
      says: "the proxy refuses logins, in 3 of 5 minutes: a client has a password that is no longer valid",
      metricName: "ClientConnectionsSetupFailedAuth",
      statistic: "Sum",
      threshold: 0,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    },
  ];
}

/** Whatever needs the database stands still: what else goes off then follows from this. */
export function goneWatches(proxyName: string): readonly Watch[] {
  const own = measured(proxyName);
  return [
    {
      ...own,
      kind: "waiting",
      says: "clients wait longer than a second for a connection, for 3 minutes: all of them are taken",
      metricName: "DatabaseConnectionsBorrowLatency",
      threshold: second,
      evaluationPeriods: 3,
    },
    {
      ...own,
      kind: "no-database",
      says: "the database does not answer the proxy half of the time, for 2 minutes: services cannot connect",
      metricName: "AvailabilityPercentage",
      dimensions: { ...own.dimensions, TargetGroup: "default", TargetRole: "READ_WRITE" },
      comparisonOperator: "LessThanThreshold",
      threshold: 50,
      evaluationPeriods: 2, // as soon as a service that fails for want of it
    },
  ];
}
