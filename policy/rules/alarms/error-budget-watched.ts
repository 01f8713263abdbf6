import { mathAlarm } from "../../alarms/alarm-examples.ts";
import { count, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { card } from "../../alarms/card.ts";
import { targetGroups } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const { share } = card.errors;
const day = 86_400;
const asked = 1_000_000;
const group = { type: targetGroups[0], name: "api" } as const;
const burning = (threshold: number, period: number, expression = "100 * e / r") =>
  mathAlarm(
    "api",
    "AWS/ApplicationELB",
    expression,
    { e: "HTTPCode_Target_5XX_Count", r: "RequestCount" },
    { threshold, evaluationPeriods: 1 },
    "Sum",
    period,
  );

export const errorBudgetWatched = stackRule({
  id: "error-budget-watched",
  title: "Somebody is told when more of a day's answers are errors than were promised",
  requirements: ["K23"],
  judges: targetGroups,
  why: "Errors that are too few to page for two minutes use up a month's error budget in days, and nobody notices.",
  fix: `Add a MetricAlarm whose metricQueries divide HTTPCode_Target_5XX_Count by RequestCount over a day, that goes off above ${share * 100} %, at the latest; a composite alarm may ask that it still goes on.`,
  findings: (stack) =>
    unwatched(stack, {
      targets: stack.all(...targetGroups),
      namespace: "AWS/ApplicationELB",
      statistic: count,
      metrics: ["HTTPCode_Target_5XX_Count"],
      halves: true,
      about: ({ period = 0 }) => period >= day,
      lacks: "no alarm on its errors over a day",
      wrong: (found) => {
        const at = (errors: number) => ({
          RequestCount: asked,
          HTTPCode_Target_5XX_Count: errors,
          TargetConnectionErrorCount: 0,
        });
        return trial(found, {
          breach: at(asked * share + 1),
          calm: at(0),
          within: 3 * day,
          breachIs: `more than ${share * 100} % of a day's answers are 5xx`,
        });
      },
    }),
  examples: {
    pass: [
      [group, burning(0.5, day)],
      [group, burning(0.1, day, "IF(r >= 100, 100 * FILL(e, 0) / r, 0)")],
    ],
    fail: [
      [group],
      [group, burning(0.5, 60)],
      [group, burning(5, day)],
      [group, burning(0.5, day, "100 * r / e")],
    ],
  },
});
