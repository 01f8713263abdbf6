import type { Config } from "../../../config/schema.ts";
import type { DatabaseSettings } from "../../../config/shape/data.ts";

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

/**
 * What PostgreSQL must enforce and write down, instance or cluster. What only a start can change waits for one: RDS
 * refuses it otherwise. The two timeouts bind every login that does not set its own, as the one that migrates does.
 */
export const databaseParameters = (settings: DatabaseSettings, slo: Config["slo"]): Parameter[] => [
  atStart("rds.force_ssl", "1"), // P03: no session in the clear
  atOnce("password_encryption", "scram-sha-256"), // C04: what the proxy signs in with, and nothing weaker
  atStart("max_connections", String(settings.maxConnections)), // K11 is a share of it
  atOnce("statement_timeout", milliseconds(settings.statementTimeoutSeconds)), // C14
  atOnce("idle_in_transaction_session_timeout", milliseconds(settings.idleTransactionSeconds)), // P13
  atStart("shared_preload_libraries", "pg_stat_statements"), // K12: which statements are slow, by total time
  atOnce("log_min_duration_statement", String(slo.slowQueryMs)), // K12
  atOnce("log_lock_waits", "1"),
  atOnce("log_statement", "ddl"), // who changed the schema
  atOnce("log_connections", "1"),
  atOnce("log_disconnections", "1"),
];

const milliseconds = (seconds: number): string => String(seconds * 1000);
const atOnce = (name: string, value: string): Parameter => ({ name, value, applyMethod: "immediate" });
const atStart = (name: string, value: string): Parameter => ({ name, value, applyMethod: "pending-reboot" });
