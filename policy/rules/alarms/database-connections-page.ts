import { alarm, mathAlarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { card } from "../../alarms/card.ts";
import { databases } from "../../reading/aws-types.ts";
import { databaseParameter } from "../../reading/parameters.ts";
import { stackRule } from "../../rule.ts";

const { share, within } = card.connections;
const database = {
  type: databases[0],
  name: "database",
  props: { identifier: "shop-database" },
  uses: { parameterGroupName: ["parameters"] },
} as const;
const parameters = {
  type: "aws:rds/parameterGroup:ParameterGroup",
  name: "parameters",
  props: { parameters: [{ name: "max_connections", value: "400" }] },
} as const;
const count = {
  namespace: "AWS/RDS",
  metricName: "DatabaseConnections",
  statistic: "Maximum",
  threshold: 320,
};
const unset = { ...parameters, props: { parameters: [] } };

export const databaseConnectionsPage = stackRule({
  id: "database-connections-page",
  title: "Someone is paged before the database runs out of connections",
  requirements: ["K11", "P13"],
  judges: databases,
  why: "At 100 % every new task fails to start, the ones meant to relieve it too. CloudWatch knows the count, not the limit.",
  fix: `Set max_connections in the parameter group, and add a MetricAlarm on DatabaseConnections above ${share * 100} % of it, for ${within / 60} minutes at most.`,
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(...databases),
      namespace: "AWS/RDS",
      statistic: level,
      metrics: ["DatabaseConnections"],
      lacks: "no alarm on its DatabaseConnections",
      wrong: (found, target) => {
        const most = Number(databaseParameter(stack, target, "max_connections"));
        if (!(most > 0))
          return [
            "cannot be compared with max_connections, which its parameter group does not set as a number",
          ];
        const breach = { DatabaseConnections: Math.floor(most * share) + 1 };
        return trial(found, {
          breach,
          calm: { DatabaseConnections: 0 },
          within,
          breachIs: `more than ${share * 100} % of ${most} connections are taken`,
        });
      },
    }),
  examples: {
    pass: [
      [database, parameters, alarm("database", count)],
      [
        database,
        parameters,
        mathAlarm(
          "database",
          "AWS/RDS",
          "100 * m / 400",
          { m: "DatabaseConnections" },
          { threshold: 80 },
          "Maximum",
        ),
      ],
      [
        database,
        parameters,
        {
          ...alarm("database", { ...count, dimensions: { DBInstanceIdentifier: "shop-database" } }),
          uses: {},
        },
      ],
    ],
    fail: [
      [database, parameters],
      [database, parameters, alarm("database", { ...count, threshold: 380 })],
      [database, parameters, alarm("database", { ...count, threshold: -1 })],
      [database, parameters, alarm("database", { ...count, evaluationPeriods: 60 })],
      [
        database,
        parameters,
        mathAlarm(
          "database",
          "AWS/RDS",
          "100 * m / 4000",
          { m: "DatabaseConnections" },
          { threshold: 80 },
          "Maximum",
        ),
      ],
      [database, unset, alarm("database", count)],
      [{ ...database, uses: {} }, alarm("database", count)],
    ],
  },
});
