import type { CommandModule } from "yargs";
import { WrongInput } from "../../ops/errors.ts";
import { again } from "../../ops/rollback/again.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { minutesMistakes, withWatch } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";
import { acting } from "./ops-voice.ts";

interface RedeployOptions extends OpsOptions {
  readonly "watch-minutes": number;
  readonly yes: boolean;
}

export const opsRedeploy: CommandModule<object, RedeployOptions> = {
  command: "redeploy <stack>",
  describe: "Deploy the last known good release once more, whatever serves now",
  builder: (yargs) =>
    withWatch(withStack(yargs)).example(
      "$0 ops redeploy production --yes",
      "one click to the last known good",
    ),
  handler: (options) => onStack(options, (target) => deployAgain(target, options)),
};

async function deployAgain(
  target: Target,
  { "watch-minutes": watchMinutes, yes: act }: RedeployOptions,
): Promise<ExitCode> {
  const mistakes = minutesMistakes(watchMinutes);
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const { redeploy } = await import("../../ops/redeploy.ts");
  return acting(
    { act, watchMinutes },
    (manner, voice) => redeploy(target, voice, manner),
    again({ target, manner: { watchMinutes } }, "redeploy"),
  );
}
