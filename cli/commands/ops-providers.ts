import type { CommandModule } from "yargs";
import type { Done } from "../../ops/smoke/check.ts";
import type { Target } from "../../ops/target.ts";
import type { Drill } from "../../ops/trial/attempt.ts";
import type { ExitCode } from "../exit.ts";
import { drilled } from "./ops-drill.ts";
import { onStack } from "./ops-run.ts";
import { lineOf } from "./ops-smoke.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

export const opsProviders: CommandModule<object, TrialWords> = {
  command: "providers <stack>",
  describe: "Ask each third party with the credential in use",
  builder: (yargs) =>
    withTrial(yargs).example(
      "$0 ops providers production",
      "whether each takes the credential that it is sent",
    ),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, words: TrialWords): Promise<ExitCode> {
  const [{ providers }, { outcomeOf }, { givenInstead, givenLines, throughGiven }] = await Promise.all([
    import("../../ops/providers.ts"),
    import("../../ops/smoke.ts"),
    import("../../ops/trial/given.ts"),
  ]);
  const secrets = [...new Set(Object.values(target.config.providers).map(({ secret }) => secret))];
  const drill: Drill = {
    kind: "providers",
    plan: async () =>
      Object.entries(target.config.providers).map(
        ([id, { purpose, secret }]) => `${id} with ${secret}: ${purpose}`,
      ),
    act: async ({ trial, voice, manner: { signal } }) => {
      const begin = (name: string) => voice.now(name);
      const end = (done: Done) => voice.say(lineOf(done));
      const given = await givenInstead(trial, secrets);
      for (const line of givenLines(given)) voice.say(line);
      const found = await providers(trial, { signal, begin, end });
      // A product without third parties has nothing that could fail.
      return found.length === 0
        ? { passed: true, says: "the product has no third parties" }
        : { ...outcomeOf(found, signal), through: throughGiven(given) };
    },
  };
  return drilled(target, { command: `providers ${target.typed}`, words: { ...words, yes: true } }, drill);
}
