import type { Config } from "../../../config/schema.ts";
import type { Watch } from "./watch.ts";

/** A number that exists only in logs: the lines to count, and what it means when there are too many. */
export interface LogWatch {
  readonly metricName: string;
  readonly pattern: string;
  readonly watch: Omit<Watch, "namespace" | "metricName">;
}

/** K09. Services log JSON with a numeric status, in the field that `logs.status` names (P12). */
export const authFailures = (slo: Config["slo"], { status }: Pick<Config["logs"], "status">): LogWatch => ({
  metricName: "AuthFailures",
  pattern: `{ ($.${status} = 401) || ($.${status} = 403) }`,
  watch: {
    kind: "auth-failures",
    says: `more than ${slo.authFailuresPerMinute} answers in a minute are 401 or 403: someone tries keys, or lost theirs`,
    statistic: "Sum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: slo.authFailuresPerMinute,
    period: 60,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
  },
});

/** K12. PostgreSQL writes down every statement that is slower than `log_min_duration_statement`, with its duration. */
export const slowQueries = (slo: Config["slo"]): LogWatch => ({
  metricName: "SlowQueries",
  pattern: '"duration:"',
  watch: {
    kind: "slow-queries",
    says: `statements take longer than ${slo.slowQueryMs} ms, in 3 of 5 minutes`,
    statistic: "Sum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    period: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    treatMissingData: "notBreaching",
  },
});
