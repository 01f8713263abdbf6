import type { CommandModule } from "yargs";
import { kindOf } from "../../evidence/kinds.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import type { LoadPlan } from "../../ops/load/plan.ts";
import type { Second } from "../../ops/load/tally.ts";
import type { LoadKind } from "../../ops/load.ts";
import type { Target } from "../../ops/target.ts";
import type { Trial } from "../../ops/trial/trial.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { keptLines } from "./ops-kept.ts";
import { opening, shortened } from "./ops-opening.ts";
import { withYes } from "./ops-options.ts";
import { onStack } from "./ops-run.ts";
import { type TrialWords, trialOn, withTrial } from "./ops-trial.ts";
import { voice } from "./ops-voice.ts";

interface LoadOptions extends TrialWords {
  readonly minutes: number | undefined;
  readonly yes: boolean;
}

const command = (kind: LoadKind, describe: string, usual: string): CommandModule<object, LoadOptions> => ({
  command: `${kind} <stack>`,
  describe,
  builder: (yargs) =>
    withYes(withTrial(yargs), "Ask; without, say what would be asked")
      .option("minutes", {
        type: "number",
        requiresArg: true,
        describe: `For how long, ${usual} if not said; a shorter trial counts as a rehearsal alone, with --through`,
      })
      .example(`$0 ops ${kind} staging`, "what would be asked, how often and for how long")
      .example(`$0 ops ${kind} staging --yes`, "asks, measures, and writes down what came of it"),
  handler: (options) => onStack(options, (target) => run(kind, target, options)),
});

export const opsLoad = command("load", "The expected load for a minute: fast enough?", "1");
export const opsSoak = command("soak", "Three times the expected load for half an hour: borne?", "30");

async function run(kind: LoadKind, target: Target, options: LoadOptions): Promise<ExitCode> {
  const { minutes, yes } = options;
  if (minutes !== undefined && !(minutes > 0 && minutes <= 240))
    throw new WrongInput([mistyped("--minutes", minutes, "more than 0, up to 240")]);
  const { lastsMinutes = 0 } = kindOf(kind);
  if (minutes !== undefined && minutes < lastsMinutes && options.through.length === 0)
    throw new WrongInput([
      mistyped("--minutes", minutes, `at least ${lastsMinutes}; less only with --through, as it shows less`),
    ]);
  const [{ loadPlan, runLoad }, { refusedOf, tooMany }, trial] = await Promise.all([
    import("../../ops/load.ts"),
    import("../../ops/load/plan.ts"),
    trialOn(target, options),
  ]);
  const plan = loadPlan(trial, kind, minutes === undefined ? undefined : Math.ceil(minutes * 60));
  tell(kind, trial, plan);
  const over = tooMany(trial, plan);
  if (yes && over.length > 0) throw new WrongInput(refusedOf(target, over));
  for (const { says } of over) say(`\n! ${says}`);
  if (!yes) {
    say("\nDry run: nothing was asked. The same command with --yes asks.");
    return exitCodes.notReady;
  }
  const interrupt = interruptible(
    "stopping; what was measured is written down as a failure",
    () => undefined,
  );
  const line = voice();
  const saw = (second: Second) => line.now(lineOf(plan, second));
  const record = await runLoad(trial, kind, plan, { signal: interrupt.signal, saw, say: line.say }).finally(
    () => {
      line.end();
      interrupt.off();
    },
  );
  return told(record, trial);
}

function tell(kind: LoadKind, trial: Trial, plan: LoadPlan): void {
  say(opening(kind, trial));
  for (const line of shortened(kind, plan.seconds / 60)) say(`${line}\n`);
  say(`${plan.rate} requests a second for ${plan.seconds} s:`);
  for (const { origin, path, weight, as } of plan.asked)
    say(`  GET ${origin}${path}${weight > 1 ? `, ${weight} times as often` : ""}${as ? `, as ${as}` : ""}`);
}

const lineOf = (plan: LoadPlan, { second, answered, p95Ms, failed5xx, unanswered }: Second): string =>
  `${second}/${plan.seconds} s · ${answered} of ${plan.rate} a second · p95 ${p95Ms ?? "–"} ms · ${failed5xx} 5xx · ${unanswered} unanswered`;

/** How every trial ends: what came of it, what it measured, and where that stands. */
function told(record: EvidenceRecord, trial: Trial): ExitCode {
  const { requests, achievedRps, meanMs, p95Ms, p99Ms, p95AimedMs, p95AimReached } = record.measurements;
  if (requests !== undefined)
    say(
      `\n${requests} answers, ${achievedRps} a second: mean ${meanMs} ms, p95 ${p95Ms} ms, p99 ${p99Ms} ms; p95 aimed at ${p95AimedMs} ms: ${p95AimReached === true ? "reached" : "not reached"}`,
    );
  say("");
  for (const line of keptLines(trial, record)) say(line);
  return record.result === "passed" ? exitCodes.ready : exitCodes.notReady;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
