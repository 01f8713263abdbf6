import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { databases } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const database = { type: databases[0], name: "database" } as const;
const mebibyte = 1024 ** 2;
const within = 1800;
const low = {
  namespace: "AWS/RDS",
  metricName: "FreeableMemory",
  statistic: "Minimum",
  comparisonOperator: "LessThanThreshold",
  threshold: 256 * mebibyte,
  period: 300,
};

export const databaseMemoryPages = stackRule({
  id: "database-memory-pages",
  title: "Someone is paged before the database swaps",
  requirements: ["P13", "C20", "C15"],
  judges: databases,
  why: "A database without memory first becomes slow everywhere at once, and then is killed, all connections with it.",
  fix: "Add a MetricAlarm on FreeableMemory that goes off with 64 MiB left at the latest, within 30 minutes.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(...databases),
      namespace: "AWS/RDS",
      metrics: ["FreeableMemory"],
      statistic: level,
      lacks: "no alarm on its FreeableMemory",
      wrong: (found) =>
        trial(found, {
          breach: { FreeableMemory: 64 * mebibyte - 1 },
          calm: { FreeableMemory: 1024 * 1024 * mebibyte },
          within,
          breachIs: "less than 64 MiB is free",
        }),
    }),
  examples: {
    pass: [[database, alarm("database", low)]],
    fail: [
      [database],
      [database, alarm("database", { ...low, threshold: 256 })],
      [database, alarm("database", { ...low, evaluationPeriods: 12 })],
      [database, alarm("database", { ...low, comparisonOperator: "GreaterThanThreshold" })],
    ],
  },
});
