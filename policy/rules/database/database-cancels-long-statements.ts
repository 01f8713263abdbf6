import { cluster, instance } from "../../reading/data-tier.ts";
import { unbounded } from "../../reading/limits.ts";
import { databaseWith } from "../../reading/parameters.ts";
import { stackRule } from "../../rule.ts";

export const databaseCancelsLongStatements = stackRule({
  id: "database-cancels-long-statements",
  title: "A statement that runs away is cancelled",
  requirements: ["C14", "P13"],
  why: "One forgotten join holds its locks and its connection until somebody finds it.",
  fix: "Set statement_timeout in the parameter group, in milliseconds: an hour at most; longer work sets its own.",
  judges: [instance, cluster],
  findings: (stack) => unbounded(stack, "statement_timeout"),
  examples: {
    pass: [databaseWith({ statement_timeout: "30000" }), databaseWith({}, "mysql")],
    fail: [
      databaseWith({}),
      databaseWith({ statement_timeout: "0" }),
      databaseWith({ statement_timeout: "86400000" }),
    ],
  },
});
