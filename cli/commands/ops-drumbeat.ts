import type { CommandModule } from "yargs";
import type { Beat } from "../../ops/drumbeat.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords {
  readonly beat: Beat;
  readonly yes: boolean;
}

export const opsDrumbeat: CommandModule<object, Options> = {
  command: "drumbeat <beat> <stack>",
  describe: "What is looked at after a launch: an hour later, every day, every week",
  builder: (yargs) =>
    withYes(
      withTrial(
        yargs.positional("beat", {
          choices: ["hour", "daily", "weekly"] as const,
          demandOption: true,
          describe: "weekly also asks at 110 % of the expected peak",
        }),
      ),
      "Look, ask, and write it down; without, say what would be looked at",
    ).example("$0 ops drumbeat daily production --yes", "changes nothing, and leaves a record"),
  handler: (options) =>
    onStack(options, async (target) => {
      const [{ drumbeat }, { conditionLines }] = await Promise.all([
        import("../../ops/drumbeat.ts"),
        import("./condition-lines.ts"),
      ]);
      const drill = drumbeat(options.beat, conditionLines);
      return drilled(target, { command: `drumbeat ${options.beat} ${target.typed}`, words: options }, drill);
    }),
};
