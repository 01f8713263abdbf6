import { resolve } from "node:path";
import type { CommandModule } from "yargs";
import type { Target } from "../../ops/target.ts";
import type { Drill } from "../../ops/trial/attempt.ts";
import type { ExitCode } from "../exit.ts";
import { root } from "../root.ts";
import { conditionLines } from "./condition-lines.ts";
import { drilled } from "./ops-drill.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

interface PreflightWords extends TrialWords {
  readonly ci: string | undefined;
}

export const opsPreflight: CommandModule<object, PreflightWords> = {
  command: "preflight <stack>",
  describe: "Before a launch: secrets, environment, images, scans, alarms, quotas, CI, parity and breakers",
  builder: (yargs) =>
    withTrial(yargs)
      .option("ci", {
        type: "string",
        requiresArg: true,
        describe: "A file with GitHub's check-runs of the commit, where GITHUB_TOKEN cannot ask for them",
      })
      .example("$0 ops preflight production", "passed and critical failures; changes nothing"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, words: PreflightWords): Promise<ExitCode> {
  const [
    { judgedBySecret, looks, parts, preflightOutcome },
    { plan },
    { givenInstead, givenLines, throughGiven },
  ] = await Promise.all([
    import("../../ops/preflight.ts"),
    import("../go-live/plan-part.ts"),
    import("../../ops/trial/given.ts"),
  ]);
  const all = [...parts, plan(words.directory === undefined ? root : resolve(words.directory))];
  const drill: Drill = {
    kind: "preflight",
    ahead: true,
    plan: async () => [`asks, and changes nothing: ${all.map(({ name }) => name).join(", ")}`],
    act: async ({ trial, voice, manner: { signal } }) => {
      const lines: Promise<void>[] = [];
      const given = await givenInstead(trial, judgedBySecret(target));
      for (const line of givenLines(given)) voice.say(line);
      const found = await looks({ trial, session: await trial.session(), ci: words.ci }, all, {
        signal,
        begin: (name) => voice.now(name),
        end: ({ conditions }) => {
          lines.push(conditionLines(conditions).then((told) => told.forEach((line) => void voice.say(line))));
        },
      });
      await Promise.all(lines);
      return { ...preflightOutcome(found, all.length), through: throughGiven(given) };
    },
  };
  const asked = words.ci === undefined ? "" : ` --ci ${words.ci}`;
  return drilled(
    target,
    { command: `preflight ${target.typed}${asked}`, words: { ...words, yes: true } },
    drill,
  );
}
