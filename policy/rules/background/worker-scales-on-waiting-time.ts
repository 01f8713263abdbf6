import { saysAge } from "../../alarms/queue-metrics.ts";
import { backlogEach, oldest, scaled } from "../../alarms/scaling-examples.ts";
import { type Tracking, untracked } from "../../alarms/tracking.ts";
import { service } from "../../reading/aws-types.ts";
import { stackRule } from "../../rule.ts";

const lacks = "nothing scales it by how long jobs wait";

export const workerScalesOnWaitingTime = stackRule({
  id: "worker-scales-on-waiting-time",
  title: "Workers are added while jobs wait for too long, and not taken away because none does",
  requirements: ["P09"],
  judges: service,
  why: "Few jobs may still wait for long, where each takes long. That none waits says nothing of how many tasks it took: a policy that took some away for it would fight the one that counts jobs.",
  fix: "Add a target-tracking Policy on the age of the oldest job, or on latency, with disableScaleIn: true.",
  findings: (stack) => untracked(stack, saysAge, wrong, lacks),
  examples: {
    pass: [
      scaled(backlogEach(), oldest),
      scaled({
        ...oldest,
        customizedMetricSpecification: {
          namespace: "AWS/SQS",
          metricName: "ApproximateAgeOfOldestMessage",
          dimensions: [{ name: "QueueName", value: "jobs" }],
        },
      }),
    ],
    fail: [
      scaled(backlogEach()),
      scaled({ ...oldest, disableScaleIn: false }),
      scaled({ ...oldest, targetValue: undefined }),
    ],
  },
});

const wrong = ({ target, onlyAdds }: Tracking): readonly string[] => [
  ...(onlyAdds ? [] : ["takes tasks away when nothing waits for long: disableScaleIn is not true"]),
  ...(Number(target) > 0 ? [] : ["its targetValue is not above 0"]),
];
