import yargs from "yargs";
import { audit } from "./commands/audit.ts";
import { bench } from "./commands/bench.ts";
import { build } from "./commands/build.ts";
import { check } from "./commands/check.ts";
import { cutover } from "./commands/cutover.ts";
import { docs } from "./commands/docs.ts";
import { emergency } from "./commands/emergency.ts";
import { gate } from "./commands/gate.ts";
import { ops } from "./commands/ops.ts";
import { parity } from "./commands/parity.ts";
import { preview } from "./commands/preview.ts";
import { test } from "./commands/test.ts";
import { testEngine } from "./commands/test-engine.ts";
import { testIntegration } from "./commands/test-integration.ts";
import { up } from "./commands/up.ts";
import { exitCodes, explain } from "./exit.ts";
import { UsageError, usageText } from "./usage.ts";

/** Does what the words of a command line say, or says why not; how it ended is the process's exit code. */
export async function answer(words: readonly string[]): Promise<void> {
  const cli = yargs(words)
    .scriptName("./golive")
    .usage("$0 <command>\n\nTakes a web product to production on AWS, and says whether it may launch.")
    .command(gate)
    .command(parity)
    .command(preview)
    .command(up)
    .command(ops)
    .command(cutover)
    .command(emergency)
    .command(test)
    .command(testEngine)
    .command(testIntegration)
    .command(build)
    .command(check)
    .command(audit)
    .command(bench)
    .command(docs)
    .completion("completion", "Print a script for shell completion")
    .demandCommand(1, "Which command?")
    .recommendCommands()
    .strict()
    .version(false)
    .alias("help", "h")
    .wrap(Math.min(process.stdout.columns ?? 100, 110))
    .epilogue("Exit codes: 0 ready · 1 not ready · 2 the input is wrong · 3 something we depend on failed")
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      // A command's own errors keep their meaning; those of yargs are about the words too.
      if (error && error.name !== "YError") throw error;
      throw new UsageError(usageText(message, words));
    });
  try {
    if (words.length === 0) cli.showHelp((text) => process.stdout.write(`${text}\n`));
    else await cli.parseAsync();
  } catch (error) {
    const usage = error instanceof UsageError;
    const { text, code } = usage ? { text: error.message, code: exitCodes.inputWrong } : explain(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = code;
  }
}
