import type { CommandModule } from "yargs";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords {
  readonly exec: boolean;
  readonly scheduled: boolean;
  readonly wait: number;
  readonly yes: boolean;
}

export const opsRestoreDrill: CommandModule<object, Options> = {
  command: "restore-drill <stack>",
  describe: "Restore a backup beside the database, look into it, and time it",
  builder: (yargs) =>
    withYes(withTrial(yargs))
      .option("scheduled", {
        type: "boolean",
        default: false,
        describe: "Take the newest scheduled restore test for it, instead of beginning one",
      })
      .option("exec", {
        type: "boolean",
        default: false,
        describe: "A rehearsal: dump and restore the database of the environment",
      })
      .option("wait", {
        type: "number",
        requiresArg: true,
        default: 240,
        describe: "Minutes to wait for the copy",
      })
      .example("$0 ops restore-drill staging", "a dry run: says what would be restored, and where"),
  handler: (options) =>
    onStack(options, async (target) => {
      const { exec, scheduled, wait } = options;
      if (!Number.isFinite(wait) || wait <= 0 || wait > 2880)
        throw new WrongInput([mistyped("--wait", wait, "minutes, up to 2880")]);
      if (exec && scheduled) throw new WrongInput([mistyped("--scheduled", "with --exec", "one of the two")]);
      const { restoreDrill } = await import("../../ops/restore-drill.ts");
      const command = [
        `restore-drill ${target.typed}`,
        ...(exec ? ["--exec"] : []),
        ...(scheduled ? ["--scheduled"] : []),
        ...(wait === 240 ? [] : [`--wait ${wait}`]),
      ].join(" ");
      const drill = restoreDrill(target, { here: exec, scheduled, waitMinutes: wait });
      const instead = exec ? { database: "local PostgreSQL" } : {};
      return drilled(target, { command, words: options }, drill, instead);
    }),
};
