import { level } from "../../alarms/alarm-watch.ts";
import { published, type Sign, unpublished } from "../../alarms/published.ts";
import { databases } from "../../reading/aws-types.ts";
import { postgresPrimaries } from "../../reading/primaries.ts";
import { stackRule } from "../../rule.ts";

const hour = 3600;
const signs: readonly Sign[] = [
  { metric: /transaction.*seconds$/i, statistic: level, breach: 2 * hour, calm: 1 },
  { metric: /transaction.*minutes$/i, statistic: level, breach: 120, calm: 0 },
];
const database = { type: databases[0], name: "database", props: { engine: "postgres" } } as const;

export const longTransactionsPage = stackRule({
  id: "long-transactions-page",
  title: "Someone is paged when a transaction stays open",
  requirements: ["P13", "K12"],
  judges: databases,
  why: "One forgotten transaction keeps its locks, and vacuum from every table: all others pay for it.",
  fix: "Publish the age of the oldest open transaction, and add a MetricAlarm on it.",
  findings: (stack) =>
    unpublished(stack, {
      targets: postgresPrimaries(stack),
      signs,
      within: hour,
      lacks: "no alarm on the age of transactions",
      breachIs: "a transaction is open for two hours",
    }),
  examples: {
    pass: [
      [database, published("LongestTransactionSeconds", 900)],
      [database, published("OldestTransactionMinutes", 30)],
    ],
    fail: [
      [database],
      [database, published("LongestTransactionSeconds", 100_000)],
      [database, published("LongestTransactionSeconds", 900, { evaluationPeriods: 120 })],
    ],
  },
});
