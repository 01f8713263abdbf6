import { type Cron, clocks, eachCron, started } from "../../reading/crons.ts";
import { stackRule } from "../../rule.ts";

const hours = 6;

export const cronTriesAgain = stackRule({
  id: "cron-tries-again",
  title: "A run that cannot be started is tried again, for a time that was chosen",
  requirements: ["C20"],
  judges: clocks,
  why: "ECS refuses to start tasks for minutes at a time. Without a bound, AWS tries for a day: yesterday's run then meets today's.",
  fix: `Set retryPolicy of the target: maximumRetryAttempts at least 1, maximumEventAgeInSeconds from 60 to ${hours * 3600}.`,
  findings: (stack) => eachCron(stack, wrong),
  examples: {
    pass: [started({ retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 } })],
    fail: [
      started(),
      started({ retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 3600 } }),
      started({ retryPolicy: { maximumRetryAttempts: 3 } }),
      started({ retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 } }),
    ],
  },
});

function wrong({ known }: Cron): readonly string[] {
  const [attempts, age]: unknown[] = [
    known("retryPolicy", "maximumRetryAttempts"),
    known("retryPolicy", "maximumEventAgeInSeconds"),
  ];
  return [
    ...(typeof attempts === "number" && attempts >= 1 ? [] : ["is not tried a second time"]),
    ...(typeof age === "number" && age <= hours * 3600
      ? []
      : [`may be started more than ${hours} hours late`]),
  ];
}
