import type { CommandModule } from "yargs";
import { hideBin } from "yargs/helpers";

/** A command that is vitest with some words before the person's own. */
export const vitestCommand = (name: string, describe: string, first: readonly string[]): CommandModule => ({
  command: `${name} [vitest-arguments..]`,
  describe,
  builder: (yargs) => yargs.strict(false).positional("vitest-arguments", { describe: "Passed on to vitest" }),
  handler: async () => {
    const words = hideBin(process.argv);
    const { runTool } = await import("../process.ts");
    const { code } = await runTool("vitest", ["run", ...first, ...words.slice(words.indexOf(name) + 1)]);
    process.exitCode = code;
  },
});
