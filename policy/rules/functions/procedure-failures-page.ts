import { alarm, mathAlarm } from "../../alarms/alarm-examples.ts";
import { count, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { stateMachine } from "../../reading/function-types.ts";
import { stackRule } from "../../rule.ts";

const within = 900;
const ends = ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"] as const;
const quiet = { ExecutionsFailed: 0, ExecutionsTimedOut: 0, ExecutionsAborted: 0 };

const restart = { type: stateMachine, name: "restart" } as const;
const both = (expression: string) =>
  mathAlarm(
    "restart",
    "AWS/States",
    expression,
    { failed: ends[0], late: ends[1] },
    { threshold: 0, evaluationPeriods: 1 },
  );
const one = (metricName: string) => ({
  ...alarm("restart", { namespace: "AWS/States", metricName, threshold: 0, evaluationPeriods: 1 }),
  name: metricName,
});

export const procedureFailuresPage = stackRule({
  id: "procedure-failures-page",
  title: "Someone is paged when a procedure fails or never ends",
  requirements: ["C15", "G06", "G08"],
  judges: stateMachine,
  why: "A restart that stopped half-way leaves services with a credential that is about to end; only the execution knows.",
  fix: "Add a MetricAlarm on the sum of the state machine's ExecutionsFailed and ExecutionsTimedOut (AWS/States) above 0.",
  findings: (stack) =>
    ends.slice(0, 2).flatMap((metric) =>
      unwatched(stack, {
        targets: stack.all(stateMachine),
        namespace: "AWS/States",
        metrics: [metric],
        statistic: count,
        lacks: `no alarm on its ${metric}`,
        wrong: (found) =>
          trial(found, {
            breach: { ...quiet, [metric]: 1 },
            calm: quiet,
            within,
            breachIs: `${metric} is 1`,
          }),
      }),
    ),
  examples: {
    pass: [
      [restart, both("FILL(failed, 0) + FILL(late, 0)")],
      [restart, one(ends[0]), one(ends[1])],
    ],
    fail: [
      [restart],
      [restart, one(ends[0])],
      [restart, both("FILL(failed, 0)")],
      [restart, both("FILL(failed, 0) * FILL(late, 0)")],
      [restart, { ...restart, name: "other" }, both("FILL(failed, 0) + FILL(late, 0)")],
    ],
  },
});
