import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Argv, CommandModule } from "yargs";
import { intendedRelease } from "../../evidence/fingerprint.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import { DependencyFailed } from "../../readiness/errors.ts";
import { type PhaseName, phaseNames, phases } from "../cutover/phases.ts";
import {
  type Cutover,
  endOf,
  isStopped,
  type Planned,
  planned,
  type Ran,
  runPhase,
  type Stage,
} from "../cutover/run.ts";
import type { CutoverOptions } from "../cutover/words.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { runTool } from "../process.ts";
import { root } from "../root.ts";
import { withHere } from "./ops-here.ts";
import { withYes } from "./ops-options.ts";
import { type OpsOptions, onStack } from "./ops-run.ts";
import { withTrial } from "./ops-trial.ts";

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
    withOptions(
      yargs.positional("phase", {
        choices: phaseNames,
        demandOption: true,
        describe: "Half an hour before, ten minutes before, the moment, an hour after",
      }),
    )
      .example("$0 cutover t-30 production", "which steps there are, and which are done")
      .example("$0 cutover t0 production --sign-with ~/golive-go.pem --yes", "GO, and all that follows"),
  handler: (options) => onStack(options, (target) => run(target, options)),
};

const withOptions = <T>(yargs: Argv<T>) =>
  withYes(withHere(withTrial(yargs)), "Do the steps; without, say what would be done")
    .option("again", { type: "boolean", default: false, describe: "Do what a record shows done, too" })
    .option("approved", {
      type: "string",
      requiresArg: true,
      describe: "What `./golive preview STACK --save` wrote: nothing else is deployed",
    })
    .option("pages", {
      type: "string",
      requiresArg: true,
      describe: "The folder of the built pages; without it, the pages stay",
    })
    .option("state", {
      type: "string",
      requiresArg: true,
      describe: "A file from `pulumi stack export`, for the verdict",
    })
    .option("sign-with", {
      type: "string",
      requiresArg: true,
      describe: "The approver's private key; without it, a GO that is signed already is relied on",
    })
    .option("logs", {
      type: "string",
      requiresArg: true,
      describe: "A file or folder with the product's logs, for a rehearsal",
    })
    .option("minutes", {
      type: "number",
      requiresArg: true,
      describe: "A rehearsal's own length of load and watch, with --through",
    })
    .option("repository", {
      type: "string",
      requiresArg: true,
      describe: "The product's repository, where it is not this one",
    })
    .option("out", { type: "string", requiresArg: true, describe: "The folder of the report" })
    .option("rehearsal", {
      type: "boolean",
      default: false,
      describe: "Records count that were made elsewhere than at the services' own hosts",
    });

async function run(target: Target, options: Options): Promise<ExitCode> {
  const { phase, yes, again } = options;
  if (options.through.length > 0 && !options.rehearsal)
    throw new WrongInput([
      mistyped(
        "--through",
        options.through.join(" "),
        "only together with --rehearsal, as nothing counts otherwise",
      ),
    ]);
  const card: Cutover = {
    phase,
    again,
    options,
    now: new Date(),
    stages: { here: await stageOf(target, options), staging: await stagingOf(target, options) },
  };
  const plan = planned(card);
  const rehearsal = options.rehearsal ? "a rehearsal of " : "";
  say(`${rehearsal}${phase} of ${target.stack}, ${phases[phase].says}\n`);
  if (!yes) {
    for (const [place, one] of plan.entries()) say(lineOf(one, place + 1, plan.length));
    say(`\nDry run: nothing was done. The same command with --yes does what is left.`);
    return exitCodes.notReady;
  }
  return act(plan, target, options);
}

async function act(plan: readonly Planned[], target: Target, { phase }: Options): Promise<ExitCode> {
  const golive = [...process.execArgv, join(root, "cli/golive.ts")];
  const start = async (words: readonly string[]) =>
    (await runTool(process.execPath, [...golive, ...words])).code;
  const interrupt = interruptible("stopping after this step", () => undefined);
  const begin = (one: Planned, place: number) => {
    say(lineOf(one, place, plan.length));
    if (!("done" in one || "skipped" in one)) say(`  $ ./golive ${one.words.map(quoted).join(" ")}\n`);
  };
  const ran = await runPhase(plan, start, { begin, stopped: () => interrupt.signal.aborted }).finally(() =>
    interrupt.off(),
  );
  const code = endOf(ran, plan);
  say("");
  for (const { id, code: ended, seconds } of ran) say(`${ended === 0 ? "✔" : "✘"} ${id}, ${seconds} s`);
  say(
    code === exitCodes.ready
      ? `✔ ${phase} is done${nextOf(phase, target)}`
      : `✘ ${phase} stopped${stoppedAt(ran)}. The same command goes on where it stopped.`,
  );
  return code;
}

const stoppedAt = (ran: readonly Ran[]): string => {
  const failed = ran.find(({ code }) => code !== 0);
  return failed && !isStopped(failed)
    ? ` at ${failed.id} (exit code ${failed.code})`
    : " because it was told to";
};

function nextOf(phase: PhaseName, { typed }: Target): string {
  const next = phaseNames[phaseNames.indexOf(phase) + 1];
  return next === undefined ? "" : `; next: ./golive cutover ${next} ${typed}`;
}

function lineOf(one: Planned, place: number, of: number): string {
  const head = `${place}/${of} ${one.step.id}: ${one.step.says} (${one.step.requirements.join(" ")})`;
  if ("done" in one) return `✔ ${head}\n  done already, ${one.done}`;
  if ("skipped" in one) return `– ${head}\n  left out: ${one.skipped}`;
  return `→ ${head}`;
}

/** A stack as its file and its records say. */
async function stageOf(target: Target, { evidence }: Options): Promise<Stage> {
  const { recordsOf } = await import("../go-live/records.ts");
  const { records } = await recordsOf(target, evidence);
  if ("unread" in records) throw new DependencyFailed(`the records in ${records.at}: ${records.unread}`);
  if (records.chain.flaws.length > 0)
    throw new DependencyFailed(
      `${records.at} is no sound chain of records: ${records.chain.flaws.join("; ")}`,
    );
  return {
    stack: target.stack,
    environment: target.config.environment,
    release: intendedRelease(target.config)?.release,
    records: records.chain.records,
  };
}

/** Staging tries production's release; a stack without one beside it tries its own. */
async function stagingOf(target: Target, options: Options): Promise<Stage> {
  const folder = options.directory === undefined ? root : resolve(options.directory);
  const path = join(folder, "Pulumi.staging.yaml");
  const beside = target.config.environment === "production" && existsSync(path);
  if (!beside) return stageOf(target, options);
  const { targetAt } = await import("../../ops/target.ts");
  return stageOf(targetAt(path, options.directory), options);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
