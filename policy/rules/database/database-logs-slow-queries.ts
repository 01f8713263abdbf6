import { cluster, instance } from "../../reading/data-tier.ts";
import { databaseParameter, databasesOf, databaseWith, isMysql } from "../../reading/parameters.ts";
import { stackRule } from "../../rule.ts";

export const databaseLogsSlowQueries = stackRule({
  id: "database-logs-slow-queries",
  title: "A query that takes longer than a second is written down",
  requirements: ["K12", "P13"],
  controls: ["CKV2_AWS_30"],
  why: "The page on slow queries counts these lines: where the database writes none, it can never go off.",
  fix: "Set log_min_duration_statement to 1000 or less (MySQL: slow_query_log = 1, long_query_time = 1) in the parameter group.",
  judges: [instance, cluster],
  findings: (stack) =>
    databasesOf(stack).flatMap((node) => {
      const read = (name: string) => databaseParameter(stack, node, name);
      if (isMysql(node)) {
        const on =
          /^(1|on|true)$/i.test(read("slow_query_log") ?? "") && Number(read("long_query_time") ?? "10") <= 1;
        return on ? [] : [{ node, says: "no parameter group has slow queries of one second logged" }];
      }
      const value = read("log_min_duration_statement");
      if (value !== undefined && Number(value) >= 0 && Number(value) <= 1000) return [];
      const says =
        value === undefined
          ? "no parameter group sets log_min_duration_statement"
          : `log_min_duration_statement is ${value}`;
      return [{ node, says }];
    }),
  examples: {
    pass: [
      databaseWith({ log_min_duration_statement: "1000" }),
      databaseWith({ log_min_duration_statement: "0" }),
      databaseWith({ slow_query_log: "1", long_query_time: "1" }, "mysql"),
    ],
    fail: [
      databaseWith({}),
      databaseWith({ log_min_duration_statement: "-1" }),
      databaseWith({ log_min_duration_statement: "5000" }),
      databaseWith({ slow_query_log: "1" }, "mysql"),
    ],
  },
});
