import { type Cron, clocks, eachCron, started } from "../../reading/crons.ts";
import { type Pattern, pagedOn, pagesOn } from "../../reading/events.ts";
import { bad, hearsEnd } from "../../reading/task-ends.ts";
import { type StackExample, stackRule } from "../../rule.ts";

const kind = "ECS Task State Change";

export const cronFailurePages = stackRule({
  id: "cron-failure-pages",
  title: "A scheduled run that fails, or never starts, pages",
  requirements: ["C20", "G06"],
  judges: clocks,
  why: "Nobody waits for what runs at night: a run that fails is found when its result is needed.",
  fix: `Add an EventRule on "${kind}" of aws.ecs with lastStatus STOPPED and the task's family, for exit codes other than 0 and for tasks that never started, whose target is a topic with a subscription.`,
  findings: (stack) => {
    const heard = pagedOn(stack);
    return eachCron(stack, (cron) => wrong(cron, heard));
  },
  examples: {
    pass: [
      [...started(), ...failing({ $or: either() })],
      [...started(), ...failing({ containers: { exitCode: [...nonZero(), { exists: false }] } })],
    ],
    fail: [
      started(),
      [...started(), ...failing({ containers: { exitCode: nonZero() } })],
      [...started(), ...failing({ stopCode: other() })],
      [...started(), ...failing({})],
      [...started(), ...failing({ $or: either() }, false)],
      [...started(), ...failing({ $or: either(), taskDefinitionArn: [{ prefix: arnOf("shop-other") }] })],
    ],
  },
});

function wrong(cron: Cron, heard: readonly Pattern[]): readonly string[] {
  const silent = bad.filter((end) => !heard.some(hearsEnd(cron, end)));
  const noisy = heard
    .filter(hearsEnd(cron, "well"))
    .some((pattern) => bad.some((end) => hearsEnd(cron, end)(pattern)));
  return [
    ...silent.map((end) => `nobody is paged when a run ends ${end}`),
    ...(noisy ? ["somebody is paged when a run ends well"] : []),
  ];
}

function arnOf(family: string): string {
  return `arn:aws:ecs:eu-central-1:111122223333:task-definition/${family}:`;
}

function other(): readonly object[] {
  return [{ "anything-but": ["EssentialContainerExited"] }];
}

function nonZero(): readonly object[] {
  return [{ "anything-but": [0] }];
}

function either(): readonly object[] {
  return [{ stopCode: other() }, { containers: { exitCode: nonZero() } }];
}

/** A rule that pages on ends of the family, for such of them. */
function failing(detail: object, subscribed = true): StackExample {
  const ended = {
    lastStatus: ["STOPPED"],
    taskDefinitionArn: [{ prefix: arnOf("shop-nightly") }],
    ...detail,
  };
  return pagesOn(kind, ended, subscribed, "aws.ecs");
}
