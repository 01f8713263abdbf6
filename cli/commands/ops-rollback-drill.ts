import type { CommandModule } from "yargs";
import { WrongInput } from "../../ops/errors.ts";
import { usualMinutes } from "../../ops/rollback/work.ts";
import { drilled } from "./ops-drill.ts";
import { minutesMistakes, withWatch } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords {
  readonly "watch-minutes": number;
  readonly yes: boolean;
}

export const opsRollbackDrill: CommandModule<object, Options> = {
  command: "rollback-drill <stack>",
  describe: "Put the release before in place, prove that it serves, and come back",
  builder: (yargs) =>
    withWatch(withTrial(yargs)).example(
      "$0 ops rollback-drill staging",
      "a dry run: says which two releases",
    ),
  handler: (options) =>
    onStack(options, async (target) => {
      const minutes = options["watch-minutes"];
      const mistakes = minutesMistakes(minutes);
      if (mistakes.length > 0) throw new WrongInput(mistakes);
      const { rollbackDrill } = await import("../../ops/rollback-drill.ts");
      const watch = minutes === usualMinutes ? "" : ` --watch-minutes ${minutes}`;
      const command = `rollback-drill ${target.typed}${watch}`;
      return drilled(target, { command, words: options }, rollbackDrill(minutes));
    }),
};
