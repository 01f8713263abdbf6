import { join, resolve } from "node:path";
import type { CommandModule } from "yargs";
import { shortRelease } from "../../evidence/fingerprint.ts";
import { mistyped } from "../../ops/errors.ts";
import type { Target } from "../../ops/target.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { root } from "../root.ts";
import { chooseStacks } from "../stacks.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, trialOn, withTrial } from "./ops-trial.ts";

interface PromoteOptions extends TrialWords {
  readonly to: string;
  readonly yes: boolean;
}

export const opsPromote: CommandModule<object, PromoteOptions> = {
  command: "promote <stack> <to>",
  describe: "What staging has proven becomes what production's file names",
  builder: (yargs) =>
    withYes(withTrial(yargs), "Write it; without, say what would be written")
      .positional("to", {
        type: "string",
        demandOption: true,
        describe: "The stack that gets it, as in Pulumi.<to>.yaml",
      })
      .example("$0 ops promote staging production", "what was proven, and what would change")
      .example("$0 ops promote staging production --yes", "writes it; `up` deploys it then"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(staging: Target, options: PromoteOptions): Promise<ExitCode> {
  const [{ plannedPromotion }, { writePin }, { targetAt }] = await Promise.all([
    import("../../ops/promote.ts"),
    import("../../ops/pin.ts"),
    import("../../ops/target.ts"),
  ]);
  const { to, directory, evidence, yes } = options;
  if (to === staging.stack)
    throw new InputMistakes([mistyped("to", to, `another stack than ${staging.stack}`)]);
  const folder = directory === undefined ? root : resolve(directory);
  chooseStacks(folder, [to]);
  const path = join(folder, `Pulumi.${to}.yaml`);
  const production = targetAt(path, directory);
  const trial = await trialOn(staging, options, { anyway: true });
  say(`promote ${staging.stack} to ${to}: release ${shortRelease(trial.release)}\nas ${trial.who}\n`);
  const planned = await plannedPromotion(trial, production, path, { askAws: evidence === undefined });
  for (const { kind, state, why } of planned.standings)
    say(`  ${state === "proven" ? "✔" : "✘"} ${kind}: ${why}`);
  for (const { service, to: image } of planned.changes) say(`  ${service}: ${image}`);
  if (planned.refused.length > 0) {
    say(`\nNothing was written:\n${planned.refused.map((why) => `  ✘ ${why}`).join("\n")}`);
    return exitCodes.notReady;
  }
  if (planned.changes.length === 0) {
    say(`\n✔ ${production.file} says so already.`);
    return exitCodes.ready;
  }
  if (!yes) {
    say("\nDry run: nothing was written. The same command with --yes writes it.");
    return exitCodes.notReady;
  }
  writePin(production, path, planned);
  say(`\n✔ ${production.file} is written. Next:\n  ./golive up ${production.stack}`);
  return exitCodes.ready;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
