import type { Argv, CommandModule } from "yargs";
import { hideBin } from "yargs/helpers";
import { mistyped } from "../../ops/errors.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import type { ExitCode } from "../exit.ts";

interface Ours {
  /** Options of ours, for the help: what is typed is read from the words themselves. */
  readonly own: (yargs: Argv) => Argv;
  readonly run: (stack: string, words: readonly string[]) => Promise<ExitCode>;
}

/** `preview` and `up`: everything behind the stack's name goes to pulumi as it was typed, unless it is our own. */
export const engineCommand = (
  name: "preview" | "up",
  describe: string,
  { own, run }: Ours,
): CommandModule => ({
  command: `${name} <stack> [pulumi-arguments..]`,
  describe,
  builder: (yargs) =>
    own(
      yargs
        .strict(false)
        .positional("stack", { type: "string", describe: "The stack, as in Pulumi.<stack>.yaml" })
        .positional("pulumi-arguments", { describe: `Passed on to \`pulumi ${name}\`` })
        .example(`$0 ${name} staging --diff`, "arguments after the stack are pulumi's own"),
    ),
  handler: async () => {
    const words = hideBin(process.argv);
    const [stack = "", ...args] = words.slice(words.indexOf(name) + 1);
    if (stack.startsWith("-")) throw new InputMistakes([mistyped("<stack>", stack, "the stack comes first")]);
    process.exitCode = await run(stack, args);
  },
});
