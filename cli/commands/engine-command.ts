import type { CommandModule } from "yargs";
import { hideBin } from "yargs/helpers";
import { InputMistakes } from "../../readiness/errors.ts";

/** `preview` and `up`: everything behind the stack's name goes to pulumi as it was typed. */
export const engineCommand = (name: "preview" | "up", describe: string): CommandModule => ({
  command: `${name} <stack> [pulumi-arguments..]`,
  describe,
  builder: (yargs) =>
    yargs
      .strict(false)
      .positional("stack", { type: "string", describe: "The stack, as in Pulumi.<stack>.yaml" })
      .positional("pulumi-arguments", { describe: `Passed on to \`pulumi ${name}\`` })
      .example(`$0 ${name} staging --diff`, "arguments after the stack are pulumi's own"),
  handler: async () => {
    const words = hideBin(process.argv);
    const [stack = "", ...args] = words.slice(words.indexOf(name) + 1);
    if (stack.startsWith("-"))
      throw new InputMistakes([
        { file: "the command line", path: "<stack>", found: stack, allowed: "the stack comes first" },
      ]);
    const { runEngine } = await import("../engine.ts");
    process.exitCode = await runEngine(name, stack, args);
  },
});
