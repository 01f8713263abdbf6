import { cluster, instance } from "../../reading/data-tier.ts";
import { unbounded } from "../../reading/limits.ts";
import { databaseWith } from "../../reading/parameters.ts";
import { stackRule } from "../../rule.ts";

export const databaseEndsIdleTransactions = stackRule({
  id: "database-ends-idle-transactions",
  title: "A transaction that does nothing is ended",
  requirements: ["P13", "C14"],
  why: "While it is open, vacuum cleans nothing that is younger, and every table grows.",
  fix: "Set idle_in_transaction_session_timeout in the parameter group, in milliseconds: an hour at most; longer work sets its own.",
  judges: [instance, cluster],
  findings: (stack) => unbounded(stack, "idle_in_transaction_session_timeout"),
  examples: {
    pass: [databaseWith({ idle_in_transaction_session_timeout: "30000" }), databaseWith({}, "mysql")],
    fail: [
      databaseWith({}),
      databaseWith({ idle_in_transaction_session_timeout: "0" }),
      databaseWith({ idle_in_transaction_session_timeout: "86400000" }),
    ],
  },
});
