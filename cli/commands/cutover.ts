import { join } from "node:path";
import type { CommandModule } from "yargs";
import { WrongInput } from "../../ops/errors.ts";
import { printable } from "../../ops/printable.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import { mistakesIn } from "../cutover/mistakes.ts";
import { withCutover } from "../cutover/options.ts";
import { stepAfter } from "../cutover/part.ts";
import { type PhaseName, phaseNames, phases } from "../cutover/phases.ts";
import {
  type Cutover,
  endOf,
  isLeft,
  isStopped,
  type Planned,
  planned,
  type Ran,
  runPhase,
  undeployed,
  unsaid,
} from "../cutover/run.ts";
import { stageOf, stagingOf } from "../cutover/stages.ts";
import type { CutoverOptions } from "../cutover/words.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { runTool } from "../process.ts";
import { root } from "../root.ts";
import { type OpsOptions, onStack } from "./ops-run.ts";

interface Options extends OpsOptions, CutoverOptions {
  readonly phase: PhaseName;
  readonly directory: string | undefined;
  readonly yes: boolean;
  readonly again: boolean;
}

export const cutover: CommandModule<object, Options> = {
  command: "cutover <phase> <stack>",
  describe: "The go-live card, step by step: stops at the first that fails, goes on where it stopped",
  builder: (yargs) =>
    withCutover(
      yargs.positional("phase", {
        choices: phaseNames,
        demandOption: true,
        describe: "Half an hour before, ten minutes before, the moment, an hour after",
      }),
    )
      .example("$0 cutover t-30 production", "which steps there are, and which are done")
      .example("$0 cutover t0 production --sign-with ~/golive-go.pem --yes", "GO, and all that follows")
      .example("$0 cutover t0 production --from canary --yes", "what comes after it was deployed"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

async function run(target: Target, options: Options): Promise<ExitCode> {
  const { phase, yes, again } = options;
  const mistakes = mistakesIn(phase, target, options);
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  const card: Cutover = {
    phase,
    again,
    options,
    now: new Date(),
    stages: {
      here: await stageOf(target, { directory: options.directory, folder: options.evidence }),
      staging: await stagingOf(target, options),
    },
  };
  const plan = planned(card);
  const rehearsal = options.rehearsal ? "a rehearsal of " : "";
  say(`${rehearsal}${phase} of ${target.stack}, ${phases[phase].says}\n`);
  const early = undeployed(card);
  if (early !== undefined) {
    say(`✘ ${early}`);
    return exitCodes.notReady;
  }
  const unsigned = unsaid(card, plan);
  if (!yes) {
    for (const [place, one] of plan.entries()) say(lineOf(one, place + 1, plan.length));
    if (unsigned !== undefined) say(`\n✘ ${unsigned}`);
    say(`\nDry run: nothing was done. The same command with --yes does what is left.`);
    return exitCodes.notReady;
  }
  if (unsigned !== undefined) {
    say(`✘ ${unsigned}\nNothing was done.`);
    return exitCodes.notReady;
  }
  return act(plan, target, options);
}

async function act(plan: readonly Planned[], target: Target, options: Options): Promise<ExitCode> {
  const golive = [...process.execArgv, join(root, "cli/golive.ts")];
  const start = async (words: readonly string[]) =>
    (await runTool(process.execPath, [...golive, ...words])).code;
  const interrupt = interruptible("stopping after this step", () => undefined);
  const begin = (one: Planned, place: number) => {
    say(lineOf(one, place, plan.length));
    if (isLeft(one)) say(`  $ ./golive ${one.words.map(quoted).join(" ")}\n`);
  };
  const ran = await runPhase(plan, start, { begin, stopped: () => interrupt.signal.aborted }).finally(() =>
    interrupt.off(),
  );
  const code = endOf(ran, plan);
  say("");
  for (const { id, code: ended, seconds } of ran) say(`${ended === 0 ? "✔" : "✘"} ${id}, ${seconds} s`);
  say(
    code === exitCodes.ready
      ? `✔ ${options.phase} is done${nextOf(options, target)}`
      : `✘ ${options.phase} stopped${stoppedAt(ran)}. The same command goes on where it stopped.`,
  );
  return code;
}

const stoppedAt = (ran: readonly Ran[]): string => {
  const failed = ran.find(({ code }) => code !== 0);
  return failed && !isStopped(failed)
    ? ` at ${failed.id} (exit code ${failed.code})`
    : " because it was told to";
};

function nextOf(options: Options, { typed }: Target): string {
  const { phase, until } = options;
  const step = stepAfter(phase, options);
  if (step !== undefined) return ` until ${until}; next: ./golive cutover ${phase} ${typed} --from ${step}`;
  const next = phaseNames[phaseNames.indexOf(phase) + 1];
  return next === undefined ? "" : `; next: ./golive cutover ${next} ${typed}`;
}

function lineOf(one: Planned, place: number, of: number): string {
  const head = `${place}/${of} ${one.step.id}: ${one.step.says} (${one.step.requirements.join(" ")})`;
  if ("done" in one) return `✔ ${head}\n  done already, ${printable(one.done)}`;
  if ("skipped" in one) return `– ${head}\n  left out: ${one.skipped}`;
  return `→ ${head}`;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
