import type { CommandModule } from "yargs";
import type { Beat } from "../../ops/drumbeat.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords {
  readonly beat: Beat;
  readonly minutes: number | undefined;
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
    )
      .option("minutes", {
        type: "number",
        requiresArg: true,
        describe: "A rehearsal's own length of the weekly load, with --through",
      })
      .example("$0 ops drumbeat daily production --yes", "changes nothing, and leaves a record"),
  handler: (options) =>
    onStack(options, async (target) => {
      const [{ drumbeat }, { conditionLines }] = await Promise.all([
        import("../../ops/drumbeat.ts"),
        import("./condition-lines.ts"),
      ]);
      const { beat, minutes, through } = options;
      if (minutes !== undefined && !(minutes > 0 && minutes <= 1 && beat === "weekly"))
        throw new WrongInput([mistyped("--minutes", minutes, "more than 0, up to 1, with weekly")]);
      if (minutes !== undefined && minutes < 1 && through.length === 0)
        throw new WrongInput([
          mistyped("--minutes", minutes, "only with --through: a shorter load shows less"),
        ]);
      const drill = drumbeat(beat, conditionLines, Math.ceil((minutes ?? 1) * 60));
      const shorter = minutes === undefined ? "" : ` --minutes ${minutes}`;
      return drilled(
        target,
        { command: `drumbeat ${beat} ${target.typed}${shorter}`, words: options },
        drill,
      );
    }),
};
