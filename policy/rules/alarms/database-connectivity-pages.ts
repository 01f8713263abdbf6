import { count, level } from "../../alarms/alarm-watch.ts";
import { published, type Sign, unpublished } from "../../alarms/published.ts";
import { databases } from "../../reading/aws-types.ts";
import { isReplica } from "../../reading/primaries.ts";
import { stackRule } from "../../rule.ts";

const within = 600;
const signs: readonly Sign[] = [
  {
    metric: /^(?:database)?(?:connected|connectable|reachable)$/i,
    statistic: level,
    breach: 0,
    calm: 1,
    mustSpeak: true,
  },
  {
    metric: /^(?:database)?connections?(?:setup)?(?:failed|failures?|errors?|refused)$/i,
    statistic: count,
    breach: 1000,
    calm: 0,
  },
  // RDS Proxy's own: how often its database answered it.
  { metric: /^AvailabilityPercentage$/, statistic: level, breach: 0, calm: 100 },
];
const database = { type: databases[0], name: "database", props: { engine: "postgres" } } as const;
const gauge = { comparisonOperator: "LessThanThreshold", treatMissingData: "breaching" };

export const databaseConnectivityPages = stackRule({
  id: "database-connectivity-pages",
  title: "Someone is paged when nobody can connect to the database",
  requirements: ["W06", "P13"],
  judges: databases,
  why: "A server that runs may still refuse everybody: a wrong password, a closed port, an expired certificate show only to who connects.",
  fix: "Connect every minute as services do, publish whether it worked, and add a MetricAlarm for which silence is breaching.",
  findings: (stack) =>
    unpublished(stack, {
      targets: stack.all(...databases).filter((node) => !isReplica(node)),
      signs,
      within,
      lacks: "no alarm tells that nobody can connect",
      breachIs: "no connection succeeds",
    }),
  examples: {
    pass: [
      [database, published("Connected", 1, gauge)],
      [database, published("DatabaseConnectionsSetupFailed", 5, { namespace: "AWS/RDS", statistic: "Sum" })],
      [database, published("AvailabilityPercentage", 50, gauge)],
    ],
    fail: [
      [database],
      [database, published("Connected", 1, { ...gauge, treatMissingData: "notBreaching" })],
      [database, published("Connected", 0, gauge)],
      [database, published("Connected", 1, { ...gauge, evaluationPeriods: 60 })],
      [database, published("DatabaseConnections", 100)],
      [database, published("ClientConnectionsSetupFailedAuth", 5, { statistic: "Sum" })],
    ],
  },
});
