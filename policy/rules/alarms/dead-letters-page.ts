import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { queue } from "../../reading/aws-types.ts";
import { schedule } from "../../reading/crons.ts";
import { deadLetterQueues } from "../../reading/dead-letters.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const visible = "ApproximateNumberOfMessagesVisible";
const within = 900;
const filled = { namespace: "AWS/SQS", metricName: visible, statistic: "Maximum", threshold: 0 };

export const deadLettersPage = stackRule({
  id: "dead-letters-page",
  title: "Someone is paged when something was put aside",
  requirements: ["C20", "G06"],
  judges: queue,
  why: "A queue of dead letters helps only whoever looks into it; SQS deletes them after days at most.",
  fix: `Add a MetricAlarm on the queue's ${visible} (AWS/SQS) above 0, within 15 minutes.`,
  findings: (stack) =>
    unwatched(stack, {
      targets: [...deadLetterQueues(stack).keys()],
      namespace: "AWS/SQS",
      metrics: [visible],
      statistic: level,
      lacks: `no alarm on its ${visible}`,
      wrong: (found) =>
        trial(found, {
          breach: { [visible]: 1 },
          calm: { [visible]: 0 },
          within,
          breachIs: "one letter lies in it",
        }),
    }),
  examples: {
    pass: [
      [...letters(), alarm("letters", filled)],
      [
        ...letters(),
        { ...alarm("letters", { ...filled, dimensions: { QueueName: "shop-letters" } }), uses: {} },
      ],
      [{ type: queue, name: "jobs" }],
    ],
    fail: [
      letters(),
      [...letters(), alarm("letters", { ...filled, threshold: 10 })],
      [...letters(), alarm("letters", { ...filled, metricName: "NumberOfMessagesSent" })],
      [...letters(), alarm("letters", { ...filled, evaluationPeriods: 60 })],
      [
        ...letters(),
        { ...alarm("letters", { ...filled, dimensions: { QueueName: "shop-jobs" } }), uses: {} },
      ],
      [
        { type: queue, name: "letters", props: { name: "shop-letters" } },
        { type: queue, name: "jobs", uses: { redrivePolicy: ["letters"] } },
      ],
    ],
  },
});

function letters(): StackExample {
  return [
    { type: queue, name: "letters", props: { name: "shop-letters" } },
    {
      type: schedule,
      name: "nightly",
      props: { target: { deadLetterConfig: {} } },
      uses: { target: ["letters"] },
    },
  ];
}
