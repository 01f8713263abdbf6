import type { CommandModule } from "yargs";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { quoted } from "../../ops/quoted.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface Options extends TrialWords {
  readonly names: readonly string[];
  readonly wait: number;
  readonly exec: string | undefined;
  readonly yes: boolean;
}

export const opsRotate: CommandModule<object, Options> = {
  command: "rotate <stack> [names..]",
  describe: "Change signing keys and database credentials now, while the product is asked all the time",
  builder: (yargs) =>
    withYes(
      withTrial(yargs).positional("names", {
        type: "string",
        array: true,
        default: [],
        describe: "Secrets; without, all signing keys and database credentials",
      }),
    )
      .option("wait", {
        type: "number",
        requiresArg: true,
        default: 60,
        describe: "Minutes to wait for a new value, and for new tasks",
      })
      .option("exec", {
        type: "string",
        requiresArg: true,
        describe: "A rehearsal: the command that changes them on this machine",
      })
      .example("$0 ops rotate staging", "a dry run: says what would change, and who restarts"),
  handler: (options) =>
    onStack(options, async (target) => {
      const { names, wait, exec } = options;
      if (!Number.isFinite(wait) || wait <= 0 || wait > 720)
        throw new WrongInput([mistyped("--wait", wait, "minutes, up to 720")]);
      const { rotate } = await import("../../ops/rotate.ts");
      const command = [
        ...["rotate", target.typed, ...names],
        ...(wait === 60 ? [] : [`--wait ${wait}`]),
        ...(exec === undefined ? [] : [`--exec ${quoted(exec)}`]),
      ].join(" ");
      const drill = rotate(target, { names, waitMinutes: wait, command: exec });
      const instead = exec === undefined ? {} : { rotation: "local process" };
      return drilled(target, { command, words: options }, drill, instead);
    }),
};
