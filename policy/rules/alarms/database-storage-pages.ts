import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { stackRule } from "../../rule.ts";

const type = "aws:rds/instance:Instance";
const database = { type, name: "database", props: { allocatedStorage: 100 } } as const;
const gibibyte = 1024 ** 3;
const within = 1800;
const free = {
  namespace: "AWS/RDS",
  metricName: "FreeStorageSpace",
  statistic: "Minimum",
  comparisonOperator: "LessThanThreshold",
  threshold: 10 * gibibyte,
};

export const databaseStoragePages = stackRule({
  id: "database-storage-pages",
  title: "Someone is paged before the database's disk is full",
  requirements: ["P13", "G06", "C15"],
  judges: type,
  why: "A full disk stops PostgreSQL, and storage autoscaling has a ceiling and a pause of six hours between two steps.",
  fix: "Add a MetricAlarm on FreeStorageSpace that goes off with 1 GiB left at the latest, within 30 minutes.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(type),
      namespace: "AWS/RDS",
      statistic: level,
      metrics: ["FreeStorageSpace"],
      lacks: "no alarm on its FreeStorageSpace",
      wrong: (found, target) =>
        trial(found, {
          breach: { FreeStorageSpace: gibibyte - 1 },
          calm: { FreeStorageSpace: (target.known("allocatedStorage") ?? 65536) * gibibyte },
          within,
          breachIs: "less than 1 GiB is free",
        }),
    }),
  examples: {
    pass: [[database, alarm("database", free)]],
    fail: [
      [database],
      [database, alarm("database", { ...free, threshold: 10 })],
      [database, alarm("database", { ...free, threshold: 200 * gibibyte })],
      [database, alarm("database", { ...free, comparisonOperator: "GreaterThanThreshold" })],
      [database, alarm("database", { ...free, period: 3600 })],
    ],
  },
});
