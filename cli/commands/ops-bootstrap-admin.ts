import type { CommandModule } from "yargs";
import { drilled } from "./ops-drill.ts";
import { type HereWords, hereOf, hereWords, withHere } from "./ops-here.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords, HereWords {
  readonly yes: boolean;
}

export const opsBootstrapAdmin: CommandModule<object, Options> = {
  command: "bootstrap-admin <stack>",
  describe: "Make the first administrator by the one-off task, twice: the second time must change nothing",
  builder: (yargs) =>
    withYes(withHere(withTrial(yargs))).example(
      "$0 ops bootstrap-admin staging",
      "a dry run: says what would run",
    ),
  handler: (options) =>
    onStack(options, async (target) => {
      const { bootstrapAdmin } = await import("../../ops/bootstrap-admin.ts");
      const here = hereOf(options);
      const typed = { command: `bootstrap-admin ${target.typed}${hereWords(options)}`, words: options };
      return drilled(target, typed, bootstrapAdmin(target, here), here && { task: "local process" });
    }),
};
