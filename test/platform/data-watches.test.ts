import { describe, expect, it } from "vitest";
import { cacheWatches } from "../../components/watch/alarms/cache.ts";
import { databaseWatches, replicaWatches } from "../../components/watch/alarms/database.ts";
import { goneWatches, proxyWatches } from "../../components/watch/alarms/proxy.ts";
import { secretsWatches } from "../../components/watch/alarms/secrets.ts";
import { vitalsWatches } from "../../components/watch/alarms/vitals.ts";
import type { Watch } from "../../components/watch/alarms/watch.ts";
import type { CacheSettings } from "../../config/shape/data.ts";
import { aCluster, anInstance, beside } from "./stores.ts";

const { slo } = beside;
const signs = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
} as const;

/** `kind: statistic metric > threshold, periods × seconds, silence`. */
const lines = (watches: readonly Watch[]): readonly string[] =>
  watches.map((watch) => {
    const { kind, metricName = "expression", statistic = "of", comparisonOperator, threshold } = watch;
    const how = `${statistic} ${metricName} ${signs[comparisonOperator]} ${threshold}`;
    const [atLeast, of] = [watch.datapointsToAlarm ?? watch.evaluationPeriods, watch.evaluationPeriods];
    return `${kind}: ${how}, ${atLeast} of ${of} × ${watch.period ?? 60} s, ${watch.treatMissingData}`;
  });

const instanceLines = [
  "connections: Maximum DatabaseConnections > 80, 3 of 3 × 60 s, breaching",
  "cpu: Average CPUUtilization > 80, 3 of 3 × 300 s, notBreaching",
  "memory: Minimum FreeableMemory < 268435456, 3 of 3 × 300 s, notBreaching",
  "storage: Minimum FreeStorageSpace < 2147483648, 3 of 3 × 300 s, notBreaching",
];

describe("what pages about the database", () => {
  it("is what an instance runs out of", () => {
    const watches = databaseWatches({ identifier: "shop-db" }, anInstance, slo);

    expect(lines(watches)).toEqual(instanceLines);
    for (const { namespace, dimensions } of watches)
      expect({ namespace, dimensions }).toEqual({
        namespace: "AWS/RDS",
        dimensions: { DBInstanceIdentifier: "shop-db" },
      });
  });

  it("is, of a read replica, the same and how far it is behind", () => {
    const watches = replicaWatches({ identifier: "shop-db-replica-1" }, anInstance, slo);

    expect(lines(watches)).toEqual([
      ...instanceLines,
      "replica-lag: Maximum ReplicaLag > 60, 5 of 5 × 60 s, notBreaching",
    ]);
    for (const { dimensions } of watches)
      expect(dimensions).toEqual({ DBInstanceIdentifier: "shop-db-replica-1" });
  });

  it("is, of a cluster, the worst of its servers, and how near its ceiling it is; its volume has none to watch", () => {
    const watches = databaseWatches({ identifier: "shop-db" }, aCluster, slo);

    expect(lines(watches)).toEqual([
      "connections: Maximum DatabaseConnections > 80, 3 of 3 × 60 s, breaching",
      "cpu: Maximum CPUUtilization > 80, 3 of 3 × 300 s, notBreaching",
      "memory: Minimum FreeableMemory < 268435456, 3 of 3 × 300 s, notBreaching",
      "capacity: Maximum ACUUtilization > 90, 3 of 3 × 300 s, notBreaching",
      "local-storage: Minimum FreeLocalStorage < 2147483648, 3 of 3 × 300 s, notBreaching",
      "replica-lag: Maximum AuroraReplicaLagMaximum > 5000, 5 of 5 × 60 s, notBreaching",
    ]);
    for (const { dimensions } of watches) expect(dimensions).toEqual({ DBClusterIdentifier: "shop-db" });
  });

  it("is no lag where a cluster is one server", () => {
    const alone = { ...aCluster, standby: false, readReplicas: 0 };

    expect(databaseWatches({ identifier: "shop-db" }, alone, slo).map(({ kind }) => kind)).not.toContain(
      "replica-lag",
    );
  });

  it("follows the stack's objectives (K11)", () => {
    const [first] = databaseWatches(
      { identifier: "shop-db" },
      { ...anInstance, maxConnections: 430 },
      { ...slo, connectionsPercent: 70 },
    );

    expect(first?.threshold).toBe(301);
  });
});

describe("what pages about the proxy", () => {
  it("is whether it has connections to give, and whether the database answers it", () => {
    const watches = [...proxyWatches("shop-db", slo), ...goneWatches("shop-db")];

    expect(lines(watches)).toEqual([
      "connections: of expression > 90, 3 of 3 × 60 s, notBreaching",
      "slow: Average QueryDatabaseResponseLatency > 700000, 5 of 5 × 60 s, notBreaching",
      "refused-logins: Sum ClientConnectionsSetupFailedAuth > 0, 3 of 5 × 60 s, notBreaching",
      "waiting: Average DatabaseConnectionsBorrowLatency > 1000000, 3 of 3 × 60 s, notBreaching",
      "no-database: Average AvailabilityPercentage < 50, 2 of 2 × 60 s, notBreaching",
    ]);
    expect(watches.map(({ dimensions }) => dimensions)).toEqual([
      undefined,
      { ProxyName: "shop-db" },
      { ProxyName: "shop-db" },
      { ProxyName: "shop-db" },
      { ProxyName: "shop-db", TargetGroup: "default", TargetRole: "READ_WRITE" },
    ]);
  });

  it("compares the connections that it has with those that it may have", () => {
    const [share] = proxyWatches("shop-db", slo);

    const of = (id: string, metricName: string) => ({
      id,
      returnData: false,
      metric: {
        namespace: "AWS/RDS",
        metricName,
        dimensions: { ProxyName: "shop-db" },
        period: 60,
        stat: "Sum",
      },
    });
    expect(share?.metricQueries).toEqual([
      of("open", "DatabaseConnections"),
      of("allowed", "MaxDatabaseConnectionsAllowed"),
      expect.objectContaining({ expression: "IF(allowed > 0, 100 * open / allowed, 0)", returnData: true }),
    ]);
  });
});

describe("what pages about the database from within", () => {
  it("is that nobody can connect, or nobody tries, and what only PostgreSQL itself knows (W06, P13, K11)", () => {
    const watches = vitalsWatches("shop-staging/vitals", slo);

    expect(lines(watches)).toEqual([
      "unreachable: Maximum Connected < 1, 3 of 3 × 60 s, breaching",
      "saturation: Maximum ConnectionsPercent > 80, 3 of 3 × 60 s, notBreaching",
      "long-transaction: Maximum LongestTransactionSeconds > 900, 2 of 2 × 60 s, notBreaching",
      "dead-tuples: Maximum DeadTuplePercent > 30, 6 of 6 × 300 s, notBreaching",
      "vacuum: Maximum VacuumAgeHours > 48, 3 of 3 × 300 s, notBreaching",
      "table-growth: Maximum TableGrowthPercentPerDay > 50, 1 of 1 × 3600 s, notBreaching",
      "replication-lag: Maximum ReplicationLagSeconds > 60, 5 of 5 × 60 s, notBreaching",
    ]);
    for (const watch of watches) {
      expect(watch.namespace).toBe("shop-staging/vitals");
      expect(watch.dimensions).toBeUndefined();
    }
  });
});

describe("what pages about secrets", () => {
  it("is one that is not ready or soon will not be, and a day on which nobody looked (W07, G11)", () => {
    const watches = secretsWatches("shop-staging/secrets");

    expect(lines(watches)).toEqual([
      "not-ready: Maximum NotReady > 0, 1 of 1 × 21600 s, notBreaching",
      "age: Maximum OldestAgeShare > 90, 1 of 1 × 21600 s, notBreaching",
      "unchecked: SampleCount NotReady < 1, 1 of 1 × 86400 s, breaching",
    ]);
    for (const { namespace } of watches) expect(namespace).toBe("shop-staging/secrets");
  });
});

describe("what pages about a cache's member", () => {
  const settings: CacheSettings = {
    holds: "jobs",
    dataClass: "business",
    roles: ["queue"],
    version: "8.1",
    nodeType: "cache.t4g.small",
    replicas: 1,
    snapshotDays: 7,
  };

  it("is that it is full, throws jobs away, or falls behind", () => {
    const watches = cacheWatches("shop-cache-jobs-001", settings);

    expect(lines(watches)).toEqual([
      "memory: Maximum DatabaseMemoryUsagePercentage > 80, 5 of 5 × 60 s, breaching",
      "evictions: Sum Evictions > 0, 5 of 5 × 60 s, notBreaching",
      "lag: Maximum ReplicationLag > 5, 5 of 5 × 60 s, notBreaching",
    ]);
    for (const { dimensions } of watches)
      expect(dimensions).toEqual({ CacheClusterId: "shop-cache-jobs-001" });
  });

  it("is, where everything can be computed again, only too many evictions; with sessions beside it, the first", () => {
    const evictions = (roles: CacheSettings["roles"]) =>
      cacheWatches("c-001", { ...settings, roles, replicas: 0 }).map(({ kind, threshold }) => [
        kind,
        threshold,
      ]);

    expect(evictions(["cache"])).toEqual([["evictions", 1000]]);
    expect(evictions(["cache", "sessions"])).toEqual([
      ["memory", 80],
      ["evictions", 0],
    ]);
  });
});

describe("every watch", () => {
  it("looks back no further than CloudWatch does, and has a kind of its own among its own", () => {
    const sets = [
      databaseWatches({ identifier: "a" }, anInstance, slo),
      databaseWatches({ identifier: "a" }, aCluster, slo),
      replicaWatches({ identifier: "a" }, anInstance, slo),
      proxyWatches("a", slo),
      vitalsWatches("a", slo),
      secretsWatches("a"),
    ];
    for (const watches of sets) {
      const kinds = watches.map(({ kind }) => kind);
      expect(new Set(kinds).size).toBe(kinds.length);
      for (const { period, evaluationPeriods } of watches) {
        const seconds = Number(period ?? 60);
        expect(seconds * evaluationPeriods).toBeLessThanOrEqual(seconds < 3600 ? 86_400 : 604_800);
      }
    }
  });
});
