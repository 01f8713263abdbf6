import { queue } from "../../reading/aws-types.ts";
import { type Cron, clocks, eachCron, started } from "../../reading/crons.ts";
import { stackRule } from "../../rule.ts";

const letters = { type: queue, name: "letters", props: { name: "shop-letters" } } as const;

export const cronHasDeadLetters = stackRule({
  id: "cron-has-dead-letters",
  title: "A run that could not be started is put aside, not forgotten",
  requirements: ["C20"],
  judges: clocks,
  why: "When the clock's tries are used up, the run is dropped without a trace: no task, no log, no event.",
  fix: "Set deadLetterConfig.arn of the target to a Queue of this stack.",
  findings: (stack) => eachCron(stack, wrong),
  examples: {
    pass: [[letters, ...started({ deadLetterConfig: {} }, ["letters"])]],
    fail: [
      started(),
      [letters, ...started({}, ["letters"])],
      started({ deadLetterConfig: { arn: "arn:aws:sqs:eu-central-1:111122223333:elsewhere" } }),
    ],
  },
});

function wrong({ known, uses }: Cron): readonly string[] {
  if (known("deadLetterConfig") === undefined) return ["has no deadLetterConfig"];
  return uses.some(({ type }) => type === queue) ? [] : ["its dead letters go to no queue of this stack"];
}
