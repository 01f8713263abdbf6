import type { CommandModule } from "yargs";
import { WrongInput } from "../../ops/errors.ts";
import { again } from "../../ops/rollback/again.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { minutesMistakes, withWatch } from "./ops-options.ts";
import { recorded } from "./ops-recorded.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";
import { acting } from "./ops-voice.ts";

interface RedeployOptions extends TrialWords {
  readonly "watch-minutes": number;
  readonly yes: boolean;
}

export const opsRedeploy: CommandModule<object, RedeployOptions> = {
  command: "redeploy <stack>",
  describe: "Deploy the last known good release once more, whatever serves now",
  builder: (yargs) =>
    withWatch(withTrial(yargs)).example(
      "$0 ops redeploy production --yes",
      "one click to the last known good",
    ),
  handler: (options) => onStack(options, (target) => deployAgain(target, options)),
};

async function deployAgain(target: Target, options: RedeployOptions): Promise<ExitCode> {
  const { "watch-minutes": watchMinutes, yes: act } = options;
  const mistakes = minutesMistakes(watchMinutes);
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const { redeploy } = await import("../../ops/redeploy.ts");
  return acting(
    { act, watchMinutes },
    (manner, voice) => recorded(target, options, voice, "redeploy", () => redeploy(target, voice, manner)),
    again({ target, manner: { watchMinutes } }, "redeploy"),
  );
}
