import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { databases } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const database = { type: databases[0], name: "database" } as const;
const within = 1800;
const busy = {
  namespace: "AWS/RDS",
  metricName: "CPUUtilization",
  statistic: "Average",
  threshold: 80,
  period: 300,
};

export const databaseLoadPages = stackRule({
  id: "database-load-pages",
  title: "Someone is paged when the database has no reserve left",
  requirements: ["P13", "G06", "C15"],
  judges: databases,
  why: "It is the one part that does not scale out; once it is busy all the time, every answer waits for it.",
  fix: "Add a MetricAlarm on CPUUtilization that goes off above 90 %, within 30 minutes.",
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(...databases),
      namespace: "AWS/RDS",
      statistic: level,
      metrics: ["CPUUtilization"],
      lacks: "no alarm on its CPUUtilization",
      wrong: (found) =>
        trial(found, {
          breach: { CPUUtilization: 91 },
          calm: { CPUUtilization: 10 },
          within,
          breachIs: "CPU is above 90 %",
        }),
    }),
  examples: {
    pass: [[database, alarm("database", busy)]],
    fail: [
      [database],
      [database, alarm("database", { ...busy, threshold: 99 })],
      [database, alarm("database", { ...busy, threshold: 5 })],
      [database, alarm("database", { ...busy, evaluationPeriods: 12 })],
    ],
  },
});
