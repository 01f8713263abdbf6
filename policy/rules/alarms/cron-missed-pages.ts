import { alarm } from "../../alarms/alarm-examples.ts";
import { count, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { type Cron, clocks, crons, started } from "../../reading/crons.ts";
import { patternOf } from "../../reading/events.ts";
import { eventRule, eventTarget } from "../../reading/function-types.ts";
import { bad, hearsEnd } from "../../reading/task-ends.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const week = 7 * 24 * 3600;
const missing = {
  namespace: "AWS/Events",
  metricName: "Invocations",
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  period: 3600,
  evaluationPeriods: 26,
  treatMissingData: "breaching",
};
const counts = ["Invocations", "MatchedEvents", "TriggeredRules"];

export const cronMissedPages = stackRule({
  id: "cron-missed-pages",
  title: "Someone is paged when a scheduled run did not end well in time",
  requirements: ["C20"],
  judges: clocks,
  why: "A schedule that was switched off, or never starts anything, fails at nothing: only the absence of good ends shows it.",
  fix: 'Match the good ends of the family (exit code 0) in an EventRule with a target, and add a MetricAlarm on the Sum of its Invocations (AWS/Events) below 1, with treatMissingData: "breaching".',
  findings: (stack) =>
    crons(stack).flatMap((cron) => {
      const counting = countersOf(stack, cron);
      const tried = unwatched(stack, {
        targets: counting,
        namespace: "AWS/Events",
        metrics: counts,
        statistic: count,
        lacks: "no alarm on how often a run ended well",
        wrong: (found) => [
          ...trial(found, { breach: said(0), calm: said(1), within: week, breachIs: "no run ended well" }),
          ...(found.node.known("treatMissingData") === "breaching"
            ? []
            : ["is calm when nothing is counted"]),
        ],
      });
      return counting.length > 0
        ? tried
        : [{ node: cron.node, says: "nothing counts the runs that ended well" }];
    }),
  examples: {
    pass: [[...started(), ...counted(), alarm("done", missing)]],
    fail: [
      started(),
      [...started(), ...counted()],
      [...started(), ...counted(), alarm("done", { ...missing, treatMissingData: "notBreaching" })],
      [...started(), ...counted(), alarm("done", { ...missing, threshold: 0 })],
      [...started(), ...counted(), alarm("done", { ...missing, statistic: "Average" })],
      [...started(), ...counted().slice(0, 1), alarm("done", missing)],
      [...started(), ...counted({}), alarm("done", missing)],
      [...started(), ...counted(well(), "shop-other:"), alarm("done", missing)],
      [...started(), ...counted(well(), ""), alarm("done", missing)],
    ],
  },
});

function said(times: number): Readonly<Record<string, number>> {
  return Object.fromEntries(counts.map((name) => [name, times]));
}

/** The rules that hear of the good ends of a cron's runs and of no others, and that are invoked for them. */
function countersOf(stack: StackView, cron: Cron): readonly Node[] {
  return stack.all(eventRule).filter((node) => {
    const heard = patternOf(node.known("eventPattern"));
    return (
      node.known("state") !== "DISABLED" &&
      stack.pointing(eventTarget, "rule", node).length > 0 &&
      heard.some(hearsEnd(cron, "well")) &&
      !heard.some(hearsEnd({ family: `${cron.family}-another` }, "well")) &&
      !bad.some((end) => heard.some(hearsEnd(cron, end)))
    );
  });
}

function well(): object {
  return { containers: { exitCode: [0] } };
}

function counted(detail = well(), family = "shop-nightly:"): StackExample {
  const taskDefinitionArn = [{ prefix: `arn:aws:ecs:eu-central-1:111122223333:task-definition/${family}` }];
  const eventPattern = JSON.stringify({
    source: ["aws.ecs"],
    "detail-type": ["ECS Task State Change"],
    detail: { lastStatus: ["STOPPED"], taskDefinitionArn, ...detail },
  });
  return [
    { type: eventRule, name: "done", props: { eventPattern } },
    { type: eventTarget, name: "count", uses: { rule: ["done"] } },
  ];
}
