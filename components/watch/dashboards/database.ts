import type { Config } from "../../../config/schema.ts";
import type { DatabaseSettings } from "../../../config/shape/data.ts";
import { type Chart, measuredOf } from "./chart.ts";

export interface ShownDatabase {
  readonly settings: DatabaseSettings;
  /** Its identifier in AWS; the proxy's too. */
  readonly name: string;
  /** Its servers: of an instance the one that has its name. */
  readonly members: readonly string[];
  /** Copies that are instances of their own. */
  readonly replicas: readonly string[];
  /** Where the look from within is published, and where the count of slow statements is. */
  readonly vitals: string;
  readonly slow: string;
}

const gibibyte = 1024 ** 3;

/** PostgreSQL from outside and from within, and the proxy before it (P13, K11, K12). */
export function databaseCharts(shown: ShownDatabase, slo: Config["slo"]): readonly Chart[] {
  const { settings, name, members, replicas } = shown;
  const aurora = settings.engine === "aurora-postgresql";
  const all = [name, ...replicas].map((id) => ({
    id,
    metric: measuredOf("AWS/RDS", { [aurora ? "DBClusterIdentifier" : "DBInstanceIdentifier"]: id }),
  }));
  const server = (id: string) => measuredOf("AWS/RDS", { DBInstanceIdentifier: id });
  const vitals = measuredOf(shown.vitals, {});
  const proxy = measuredOf("AWS/RDS", { ProxyName: name });
  return [
    {
      title: `Database: at most ${slo.connectionsPercent} % of ${settings.maxConnections} connections are taken`,
      unit: "percent",
      requirements: ["K11", "K20", "P13"],
      series: [vitals("ConnectionsPercent", "Maximum", "taken")],
      lines: [{ at: slo.connectionsPercent, says: "pages" }],
    },
    {
      title: "Database: CPU below 80 %, and less load than it has processors",
      unit: "percent; sessions",
      requirements: ["P13", "K20"],
      series: [...members, ...replicas].flatMap((id) => [
        server(id)("CPUUtilization", "Average", `${id} CPU, percent`),
        server(id)("DBLoad", "Average", `${id} load, sessions`),
      ]),
      lines: [{ at: 80, says: "CPU pages" }],
    },
    {
      title: `Database: answers the proxy within ${slo.slowQueryMs} ms on average`,
      unit: "milliseconds",
      requirements: ["K12", "K20", "P13"],
      series: [
        proxy("QueryDatabaseResponseLatency", "Average", "answer, microseconds", {
          id: "answer",
          hidden: true,
        }),
        proxy("DatabaseConnectionsBorrowLatency", "Average", "wait, microseconds", {
          id: "wait",
          hidden: true,
        }),
        { expression: "answer / 1000", label: "answer" },
        { expression: "wait / 1000", label: "waiting for a connection" },
      ],
      lines: [{ at: slo.slowQueryMs, says: "pages" }],
    },
    {
      title: `Database: no statement takes longer than ${slo.slowQueryMs} ms`,
      unit: "statements",
      requirements: ["K12", "P13"],
      series: [measuredOf(shown.slow, {})("SlowQueries", "Sum", "slow statements")],
    },
    {
      title: "Database: reads and writes take milliseconds",
      unit: "seconds",
      requirements: ["P13"],
      series: all.flatMap(({ id, metric }) => [
        metric("ReadLatency", "Average", `${id} reads`),
        metric("WriteLatency", "Average", `${id} writes`),
      ]),
    },
    storage(settings, all),
    {
      title: "Database: memory is left",
      unit: "bytes",
      requirements: ["P13", "C20"],
      series: all.map(({ id, metric }) => metric("FreeableMemory", "Minimum", `${id} free`)),
      lines: [{ at: gibibyte / 4, says: "pages" }],
    },
    {
      title: "Tables: none grows by more than half a day",
      unit: "percent a day",
      requirements: ["P13"],
      series: [vitals("TableGrowthPercentPerDay", "Maximum", "fastest large table")],
      lines: [{ at: 50, says: "opens a ticket" }],
    },
    {
      title: "Vacuum: at most 30 % dead rows, no table waits for two days",
      unit: "percent; hours",
      requirements: ["P13"],
      series: [
        vitals("DeadTuplePercent", "Maximum", "dead rows, percent"),
        vitals("VacuumAgeHours", "Maximum", "waits for vacuum, hours"),
      ],
      lines: [
        { at: 30, says: "dead rows open a ticket" },
        { at: 48, says: "a late vacuum opens a ticket" },
      ],
    },
    {
      title: "Transactions: none is open for more than 15 minutes",
      unit: "seconds",
      requirements: ["P13"],
      series: [vitals("LongestTransactionSeconds", "Maximum", "longest")],
      lines: [{ at: 900, says: "pages" }],
    },
    {
      title: "Copies: at most a minute behind",
      unit: "seconds",
      requirements: ["P13"],
      series: [
        vitals("ReplicationLagSeconds", "Maximum", "as the database says"),
        ...replicas.map((id) => server(id)("ReplicaLag", "Maximum", id)),
      ],
      lines: [{ at: 60, says: "pages" }],
    },
  ];
}

/** An instance has a disk that can be full; a cluster's volume grows by itself. */
const storage = (
  settings: DatabaseSettings,
  all: readonly { readonly id: string; readonly metric: ReturnType<typeof measuredOf> }[],
): Chart =>
  settings.engine === "postgres"
    ? {
        title: "Database: more than a tenth of the storage is free",
        unit: "bytes",
        requirements: ["P13"],
        series: all.map(({ id, metric }) => metric("FreeStorageSpace", "Minimum", `${id} free`)),
        lines: [{ at: (settings.storageGiB * gibibyte) / 10, says: "pages" }],
      }
    : {
        title: `Database: below ${settings.capacity.max} capacity units`,
        unit: "capacity units",
        requirements: ["P13"],
        series: all.map(({ id, metric }) => metric("ServerlessDatabaseCapacity", "Maximum", id)),
        lines: [{ at: 0.9 * settings.capacity.max, says: "pages" }],
      };
