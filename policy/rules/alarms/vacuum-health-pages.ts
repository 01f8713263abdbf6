import { level } from "../../alarms/alarm-watch.ts";
import { published, type Sign, unpublished } from "../../alarms/published.ts";
import { databases } from "../../reading/aws-types.ts";
import { postgresPrimaries } from "../../reading/primaries.ts";
import { stackRule } from "../../rule.ts";

const day = 86_400;
const signs: readonly Sign[] = [
  { metric: /vacuum.*hours$/i, statistic: level, breach: 14 * 24, calm: 1 },
  { metric: /vacuum.*days$/i, statistic: level, breach: 14, calm: 0 },
  { metric: /vacuum.*seconds$/i, statistic: level, breach: 14 * day, calm: 60 },
  { metric: /dead.?(?:tuple|row)s?.*percent$/i, statistic: level, breach: 60, calm: 1 },
  // RDS's own: at two thousand million the database stops taking writes.
  { metric: /^MaximumUsedTransactionIDs$/, statistic: level, breach: 1.5e9, calm: 1e8 },
];
const database = { type: databases[0], name: "database", props: { engine: "postgres" } } as const;

export const vacuumHealthPages = stackRule({
  id: "vacuum-health-pages",
  title: "Someone is told when PostgreSQL no longer cleans up after itself",
  requirements: ["P13", "K12"],
  judges: databases,
  why: "Dead rows make every statement slower by the day, and transaction ids that are never freed stop the database one morning.",
  fix: "Publish the time since the last vacuum or the share of dead rows, and add a MetricAlarm on it.",
  findings: (stack) =>
    unpublished(stack, {
      targets: postgresPrimaries(stack),
      signs,
      within: day,
      waits: true,
      lacks: "no alarm on vacuum or dead rows",
      breachIs: "nothing was vacuumed for two weeks, or 60 % of a table are dead rows",
    }),
  examples: {
    pass: [
      [database, published("VacuumAgeHours", 48)],
      [database, published("DeadTuplePercent", 30)],
      [database, published("MaximumUsedTransactionIDs", 1e9, { namespace: "AWS/RDS" })],
      [{ ...database, props: { engine: "mysql" } }],
      [{ ...database, props: { engine: "postgres", replicateSourceDb: "main" } }],
    ],
    fail: [
      [database],
      [database, published("VacuumAgeHours", 100_000)],
      [database, published("DeadTuplePercent", 0)],
      [database, published("DeadTuplePercent", 30, { statistic: "SampleCount" })],
      [database, published("VacuumAgeHours", 48, { comparisonOperator: "LessThanThreshold" })],
      [database, published("FreeStorageSpace", 48)],
    ],
  },
});
