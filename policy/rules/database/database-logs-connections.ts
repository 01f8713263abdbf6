import { instance } from "../../reading/data-tier.ts";
import { databaseParameter, databaseWith, isMysql } from "../../reading/parameters.ts";
import { stackRule } from "../../rule.ts";

export const databaseLogsConnections = stackRule({
  id: "database-logs-connections",
  title: "The database writes down who connects",
  requirements: ["P13", "W06"],
  controls: ["AwsSolutions-RDS16"],
  why: "A pool that runs dry, and a credential that is used from the wrong place, both show there first.",
  fix: "Set log_connections to 1 in the parameter group.",
  judges: instance,
  findings: (stack) =>
    stack
      .all(instance)
      .filter((node) => !isMysql(node))
      .flatMap((node) => {
        const value = databaseParameter(stack, node, "log_connections");
        // PostgreSQL 18 takes a list of what to log instead of a switch.
        if (value !== undefined && !/^(0|off|false|no|)$/i.test(value)) return [];
        return [
          {
            node,
            says: value === undefined ? "no parameter group sets log_connections" : "log_connections is off",
          },
        ];
      }),
  examples: {
    pass: [
      databaseWith({ log_connections: "1" }),
      databaseWith({ log_connections: "authentication" }),
      databaseWith({}, "mysql"),
    ],
    fail: [
      databaseWith({}),
      databaseWith({ log_connections: "0" }),
      databaseWith({ log_connections: "off" }),
    ],
  },
});
