import { level } from "../../alarms/alarm-watch.ts";
import { published, type Sign, unpublished } from "../../alarms/published.ts";
import { databases } from "../../reading/aws-types.ts";
import { postgresPrimaries } from "../../reading/primaries.ts";
import { stackRule } from "../../rule.ts";

const day = 86_400;
const signs: readonly Sign[] = [
  { metric: /growth.*percent|percent.*growth/i, statistic: level, breach: 300, calm: 1 },
  { metric: /growth.*bytes/i, statistic: level, breach: 1e13, calm: 1e3 },
  { metric: /table.*bytes$/i, statistic: level, breach: 1e15, calm: 1e6 },
];
const database = { type: databases[0], name: "database", props: { engine: "postgres" } } as const;

export const tableGrowthPages = stackRule({
  id: "table-growth-pages",
  title: "Someone is told when a table grows out of hand",
  requirements: ["P13"],
  judges: databases,
  why: "A job that writes the same rows again and again fills the storage in a weekend; RDS only sees that less is free.",
  fix: "Publish how fast tables grow, and add a MetricAlarm on it.",
  findings: (stack) =>
    unpublished(stack, {
      targets: postgresPrimaries(stack),
      signs,
      within: day,
      waits: true,
      lacks: "no alarm on the growth of tables",
      breachIs: "a table quadruples in a day",
    }),
  examples: {
    pass: [
      [database, published("TableGrowthPercentPerDay", 50)],
      [database, published("LargestTableBytes", 1e12)],
      [{ ...database, props: { engine: "mysql" } }],
    ],
    fail: [
      [database],
      [database, published("TableGrowthPercentPerDay", 5000)],
      [database, published("TableGrowthPercentPerDay", 50, { period: 86_400, evaluationPeriods: 7 })],
      [database, { ...published("Growth", 50), props: {} }],
    ],
  },
});
