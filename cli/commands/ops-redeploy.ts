import type { CommandModule } from "yargs";
import { WrongInput } from "../../ops/errors.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { minutesMistakes } from "./ops-rollback.ts";
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
    withStack(yargs)
      .option("watch-minutes", {
        type: "number",
        requiresArg: true,
        default: 10,
        describe: "How long deployments and alarms are watched, and old tasks stay beside",
      })
      .option("yes", {
        alias: "y",
        type: "boolean",
        default: false,
        describe: "Do it; without, say what would be done",
      })
      .example("$0 ops redeploy production --yes", "one click to the last known good"),
  handler: (options) => onStack(options, (target) => again(target, options)),
};

async function again(
  target: Target,
  { "watch-minutes": watchMinutes, yes }: RedeployOptions,
): Promise<ExitCode> {
  const mistakes = minutesMistakes(watchMinutes);
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const { redeploy } = await import("../../ops/redeploy.ts");
  const words = watchMinutes === 10 ? "" : ` --watch-minutes ${watchMinutes}`;
  return acting(
    { act: yes, watchMinutes },
    (manner, voice) => redeploy(target, voice, manner),
    `./golive ops redeploy ${target.stack}${words}`,
  );
}
