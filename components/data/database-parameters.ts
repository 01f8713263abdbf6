import type { Config } from "../../config/schema.ts";

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** What PostgreSQL must enforce and write down. What only a start can change waits for one: RDS refuses it otherwise. */
export const databaseParameters = (settings: Config["database"], slo: Config["slo"]): Parameter[] => [
  atStart("rds.force_ssl", "1"), // P03: no session in the clear
  atStart("max_connections", String(settings.maxConnections)), // K11 is a share of it
  atStart("shared_preload_libraries", "pg_stat_statements"), // K12: which statements are slow, by total time
  atOnce("log_min_duration_statement", String(slo.slowQueryMs)), // K12
  atOnce("log_lock_waits", "1"),
  atOnce("log_statement", "ddl"), // who changed the schema
  atOnce("log_connections", "1"),
  atOnce("log_disconnections", "1"),
];

const atOnce = (name: string, value: string): Parameter => ({ name, value, applyMethod: "immediate" });
const atStart = (name: string, value: string): Parameter => ({ name, value, applyMethod: "pending-reboot" });
