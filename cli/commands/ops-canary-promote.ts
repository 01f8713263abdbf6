import type { CommandModule } from "yargs";
import type { Shifting } from "../../ops/canary/deployment.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { working } from "./ops-canary-work.ts";
import { opening } from "./ops-opening.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, trialOn, withTrial } from "./ops-trial.ts";

interface PromoteOptions extends TrialWords {
  readonly yes: boolean;
}

export const opsCanaryPromote: CommandModule<object, PromoteOptions> = {
  command: "promote <stack>",
  describe: "Let a deployment go on that waits for a person",
  builder: (yargs) =>
    withYes(withTrial(yargs), "Let it go on; without, say what waits").example(
      "$0 ops canary promote production --yes",
      "what was deployed with `approvalMinutes` gets its traffic now",
    ),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: PromoteOptions): Promise<ExitCode> {
  const [{ awaited, going, goOnWith, shiftingNow }, { stageOf }] = await Promise.all([
    import("../../ops/canary/deployment.ts"),
    import("../../ops/canary/watch.ts"),
  ]);
  const trial = await trialOn(target, options);
  const at = await working(trial, {
    act: options.yes,
    watchMinutes: 0,
    stopping: "stopping after this step",
  });
  const { work, voice } = at;
  try {
    voice.say(opening("canary promote", trial));
    const now = going(await shiftingNow(work));
    for (const one of now) voice.say(`  ${stageOf(one)}`);
    const waiting = now.flatMap((one): readonly (readonly [Shifting, string])[] => {
      const hook = awaited(one.deployment);
      return hook === undefined ? [] : [[one, hook]];
    });
    if (waiting.length === 0) {
      voice.say(
        now.length === 0
          ? "✘ nothing is being deployed"
          : "✘ nothing waits for a person: ECS moves the traffic itself when its minutes are over (deploy.stepMinutes and bakeMinutes), and offers no way to hasten it",
      );
      return exitCodes.notReady;
    }
    if (!options.yes) {
      voice.say(
        `\nDry run: nothing was changed. To do it:\n  ./golive ops canary promote ${target.typed} --yes`,
      );
      return exitCodes.notReady;
    }
    for (const [service, hook] of waiting) {
      await goOnWith(work, service, hook);
      voice.say(`  ${service.id}: goes on`);
    }
    voice.say(`\n✔ Its traffic moves now. Next:\n  ./golive ops canary watch ${target.typed}`);
    return exitCodes.ready;
  } finally {
    at.end();
  }
}
