import type { CommandModule } from "yargs";
import { drilled } from "./ops-drill.ts";
import { type HereWords, hereOf, hereWords, withHere } from "./ops-here.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords, HereWords {
  readonly yes: boolean;
}

export const opsMigrate: CommandModule<object, Options> = {
  command: "migrate <stack>",
  describe: "Back up, migrate, verify: by hand, one after another, and write down what came of it",
  builder: (yargs) =>
    withYes(withHere(withTrial(yargs)))
      .example("$0 ops migrate staging", "a dry run: says what would run")
      .epilogue("A deployment migrates by itself; this is for the first one, and to show that it works"),
  handler: (options) =>
    onStack(options, async (target) => {
      const { migrate } = await import("../../ops/migrate.ts");
      const here = hereOf(options);
      const typed = { command: `migrate ${target.typed}${hereWords(options)}`, words: options };
      return drilled(target, typed, migrate(target, here), here && { task: "local process" });
    }),
};
