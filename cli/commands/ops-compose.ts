import { dirname, join, relative, resolve } from "node:path";
import type { CommandModule } from "yargs";
import type { Composed } from "../../ops/compose.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { root } from "../root.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface ComposeOptions extends TrialWords {
  readonly up: boolean;
  readonly yes: boolean;
  readonly output: string | undefined;
  readonly force: boolean;
}

export const opsCompose: CommandModule<object, ComposeOptions> = {
  command: "compose <stack>",
  describe: "Write a compose file: the same services, commands, variables and stores on one machine",
  builder: (yargs) =>
    withYes(withTrial(yargs), "With --up: do it; without, say what would be started")
      .option("up", {
        type: "boolean",
        default: false,
        describe:
          "Start what is in the file, wait until all of it is healthy, take it down, and write that down",
      })
      .option("output", {
        alias: "o",
        type: "string",
        nargs: 1, // else the - of `--output -` is taken for another argument
        describe: "Where to; - prints it. Without, compose.<stack>.yaml beside the stack file",
      })
      .option("force", {
        type: "boolean",
        default: false,
        describe: "Overwrite a file that this command did not write",
      })
      .example("$0 ops compose staging -o -", "prints it"),
  handler: (options) =>
    onStack(options, (target) => (options.up ? startUp(target, options) : compose(target, options))),
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function compose(target: Target, options: ComposeOptions): Promise<ExitCode> {
  const { mistyped, WrongInput } = await import("../../ops/errors.ts");
  if (options.yes) throw new WrongInput([mistyped("--yes", "a file to write", "only together with --up")]);
  const [{ composeOf, header }, { writeOwn }] = await Promise.all([
    import("../../ops/compose.ts"),
    import("../../ops/compose/file.ts"),
  ]);
  const stack = options.directory === undefined ? root : resolve(options.directory);
  if (options.output === "-") {
    process.stdout.write(composeOf(target, { stack, output: stack }).text);
    return exitCodes.ready;
  }
  const path = resolve(options.output ?? join(stack, `compose.${target.stack}.yaml`));
  const composed = composeOf(target, { stack, output: dirname(path) });
  const written = writeOwn(path, composed.text, { header, force: options.force });
  say(`${written}: ${shown(path)}`);
  for (const line of next(shown(path), composed)) say(line);
  return exitCodes.ready;
}

async function startUp(target: Target, options: ComposeOptions): Promise<ExitCode> {
  const { composeDrill } = await import("../../ops/compose/up.ts");
  const stack = options.directory === undefined ? root : resolve(options.directory);
  const path = resolve(options.output ?? join(stack, `compose.${target.stack}.yaml`));
  const output = options.output === undefined ? "" : ` -o ${quoted(options.output)}`;
  const command = `compose ${target.typed}${output} --up`;
  return drilled(target, { command, words: options }, composeDrill(path));
}

/** As a person here would type it. */
const shown = (path: string): string => relative(process.cwd(), path) || path;

const next = (file: string, { asks, tasks }: Composed): readonly string[] => [
  ...(asks.length > 0
    ? [`\nPut development values into ${join(dirname(file), ".env")}, which belongs to no repository:`]
    : []),
  ...asks.map((name) => `  ${name}`),
  `\nThen:\n  docker compose -f ${quoted(file)} up`,
  ...tasks.map((task) => `  docker compose -f ${quoted(file)} run --rm ${task}`),
];
