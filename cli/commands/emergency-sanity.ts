import type { CommandModule } from "yargs";
import type { Done } from "../../ops/smoke/check.ts";
import type { Target } from "../../ops/target.ts";
import type { Drill } from "../../ops/trial/attempt.ts";
import type { ExitCode } from "../exit.ts";
import { drilled } from "./ops-drill.ts";
import { onStack } from "./ops-run.ts";
import { lineOf } from "./ops-smoke.ts";
import { type TrialWords, withTrial } from "./ops-trial.ts";

export const emergencySanity: CommandModule<object, TrialWords> = {
  command: "sanity <stack>",
  describe: "Look in half a minute whether it stands: names, certificates, health, closed doors, breakers",
  builder: (yargs) =>
    withTrial(yargs).example("$0 emergency sanity production", "what of the platform answers as it must"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, words: TrialWords): Promise<ExitCode> {
  const [{ sanity }, { outcomeOf }, { activeBreakers }] = await Promise.all([
    import("../../ops/sanity.ts"),
    import("../../ops/smoke.ts"),
    import("../../readiness/breakers/active.ts"),
  ]);
  const breakers = activeBreakers(target.config, new Date());
  const drill: Drill = {
    kind: "sanity",
    urgent: true,
    plan: async () =>
      breakers.length === 0
        ? ["no breaker is active"]
        : breakers.map(
            ({ kind, what, owner, until }) => `active breaker ${kind}: ${what} (${owner}, until ${until})`,
          ),
    act: async ({ trial, voice, manner: { signal } }) => {
      const begin = (name: string) => voice.now(name);
      const end = (done: Done) => voice.say(lineOf(done));
      const outcome = outcomeOf(await sanity(trial, { signal, begin, end }), signal);
      return { ...outcome, measurements: { ...outcome.measurements, breakersActive: breakers.length } };
    },
  };
  return drilled(target, { command: `sanity ${target.typed}`, words: { ...words, yes: true } }, drill);
}
