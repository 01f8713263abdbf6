import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import { quoted } from "../../ops/quoted.ts";
import type { Done } from "../../ops/smoke/check.ts";
import type { Target } from "../../ops/target.ts";
import type { Drill } from "../../ops/trial/attempt.ts";
import type { ExitCode } from "../exit.ts";
import { root } from "../root.ts";
import { drilled } from "./ops-drill.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface SmokeOptions extends TrialWords {
  readonly yes: boolean;
  readonly logs: string | undefined;
}

export const opsSmoke: CommandModule<object, SmokeOptions> = {
  command: "smoke <stack>",
  describe: "Try the product from outside, step by step, and whether anybody gets what is not theirs",
  builder: (yargs) =>
    withYes(withTrial(yargs), "Try it; without, say what would be asked")
      .option("logs", {
        type: "string",
        requiresArg: true,
        describe: "A file or folder with the product's logs, instead of CloudWatch: for a rehearsal",
      })
      .example(
        "$0 ops smoke staging --yes",
        "everything that follows from the stack file, and its trials.smoke",
      ),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: SmokeOptions): Promise<ExitCode> {
  const [{ outcomeOf, plannedSmoke, smoke }, { documentsOf }] = await Promise.all([
    import("../../ops/smoke.ts"),
    import("./ops-smoke-documents.ts"),
  ]);
  const { directory, logs } = options;
  const documents = await documentsOf(target, directory === undefined ? root : resolve(directory));
  const drill: Drill = {
    kind: "smoke",
    plan: async ({ trial, manner }) => {
      const { derived, steps, burst } = plannedSmoke(trial, documents, manner.signal);
      return [
        `asks ${derived} things that follow from the stack file and its documents`,
        `takes ${steps} steps of the product's own: they create what they create`,
        `looks for what it sent in ${logs ?? "the log groups of all services"}`,
        ...(burst > 0 ? ["asks too much at the end: this address is refused for a while afterwards"] : []),
      ];
    },
    act: async ({ trial, voice, manner: { signal } }) => {
      const begin = (name: string) => voice.now(name);
      const end = (done: Done) => voice.say(lineOf(done));
      return outcomeOf(await smoke(trial, { documents, logs, signal, begin, end }), signal);
    },
  };
  const command = `smoke ${target.typed}${logs === undefined ? "" : ` --logs ${quoted(logs)}`}`;
  // What was written elsewhere shows nothing of what CloudWatch holds (K22, P12).
  const instead = logs === undefined ? {} : { "logs of services": "local files" };
  return drilled(target, { command, words: options }, drill, instead);
}

/** ✔ or ✘, what was asked, what was found, and how long it took. */
export const lineOf = ({ name, passed, skipped, found, ms }: Done): string =>
  `${passed ? "✔" : skipped ? "–" : "✘"} ${name}: ${found}${skipped ? "" : ` (${ms} ms)`}`;
