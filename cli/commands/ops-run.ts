import { join, resolve } from "node:path";
import type { Argv } from "yargs";
import type { Target } from "../../ops/target.ts";
import { commitMistakes } from "../commit.ts";
import { directoryOption } from "../directory-option.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { root } from "../root.ts";
import { wordMistakes } from "./ops-words.ts";

export interface OpsOptions {
  readonly stack: string;
  readonly directory: string | undefined;
}

/** What every ops command is told: which stack, and where its file is. */
export const withStack = <T>(yargs: Argv<T>) =>
  yargs
    .positional("stack", {
      type: "string",
      demandOption: true,
      describe: "The stack, as in Pulumi.<stack>.yaml",
    })
    .option("directory", directoryOption);

/** Runs an ops command on a stack; what it could not do becomes an exit code as everywhere (1 not ready, 2 the input, 3 AWS). */
export async function onStack(
  options: OpsOptions,
  run: (target: Target) => Promise<ExitCode>,
): Promise<void> {
  const [{ targetAt }, { AwsFailed, WrongInput }, { chooseStacks }, { DependencyFailed, InputMistakes }] =
    await Promise.all([
      import("../../ops/target.ts"),
      import("../../ops/errors.ts"),
      import("../stacks.ts"),
      import("../../readiness/errors.ts"),
    ]);
  const wrong = wordMistakes(options);
  const mistakes = wrong.length > 0 ? wrong : commitMistakes(Reflect.get(options, "commit"));
  if (mistakes.length > 0) throw new InputMistakes(mistakes);
  const { stack, directory } = options;
  const folder = directory === undefined ? root : resolve(directory);
  chooseStacks(folder, [stack]);
  try {
    process.exitCode = await run(targetAt(join(folder, `Pulumi.${stack}.yaml`), directory));
  } catch (error) {
    if (error instanceof WrongInput) throw new InputMistakes(error.mistakes);
    const { Halted } = await import("../../ops/rollback/halted.ts");
    if (error instanceof Halted) {
      process.stdout.write(`✘ ${error.message}\n`);
      process.exitCode = exitCodes.notReady;
      return;
    }
    throw error instanceof AwsFailed ? new DependencyFailed(error.message) : error;
  }
}
