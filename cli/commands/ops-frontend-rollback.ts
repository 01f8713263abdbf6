import type { CommandModule } from "yargs";
import { quoted } from "../../ops/quoted.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";
import { acting, publishing } from "./ops-voice.ts";

interface RollbackOptions extends OpsOptions {
  readonly to: string | undefined;
  readonly yes: boolean;
}

export const opsFrontendRollback: CommandModule<object, RollbackOptions> = {
  command: "rollback <stack>",
  describe: "Put a kept release of the pages back, and nothing else",
  builder: (yargs) =>
    withYes(withStack(yargs))
      .option("to", {
        type: "string",
        requiresArg: true,
        describe: "The release, as `ops frontend list` names it; else what served before what serves now",
      })
      .example("$0 ops frontend rollback production", "a dry run: says where it would go back to"),
  handler: (options) =>
    onStack(options, async (target) => {
      const { rollbackFrontend } = await import("../../ops/frontend/go-back.ts");
      const { to, yes: act } = options;
      const words = to === undefined ? "" : ` --to ${quoted(to)}`;
      return acting(
        { act, watchMinutes: 0 },
        (manner, voice) => rollbackFrontend(target, { to }, voice, manner),
        `./golive ops frontend rollback ${target.typed}${words} --yes`,
        publishing,
      );
    }),
};
