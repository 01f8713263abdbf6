import { intendedRelease } from "../../evidence/fingerprint.ts";
import { quoted } from "../../ops/quoted.ts";
import type { Target } from "../../ops/target.ts";
import type { Drill, TrialWork } from "../../ops/trial/attempt.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { interruptible } from "../interrupt.ts";
import { keptLines } from "./ops-kept.ts";
import { opening, shortened } from "./ops-opening.ts";
import { type TrialWords, trialOn, untried } from "./ops-trial.ts";
import { voice } from "./ops-voice.ts";

/** The command as it was typed, so that it can be said again. */
export interface Typed {
  /** After `./golive ops`, with its stack. */
  readonly command: string;
  /** Where it is not one of `ops`. */
  readonly group?: string;
  readonly words: TrialWords & { readonly yes: boolean };
}

const pace = { minute: 60_000, look: 5_000 };

/**
 * Says, plans, acts after a person's word, and writes down what came of it. What is done elsewhere than on the stack
 * itself is named in `instead`, which makes it a rehearsal.
 */
export async function drilled(
  target: Target,
  { command, group = "ops", words }: Typed,
  drill: Drill,
  instead: Readonly<Record<string, string>> = {},
): Promise<ExitCode> {
  const asked = await trialOn(target, words, { anyway: drill.urgent });
  const about = drill.ahead && intendedRelease(target.config);
  const trial = { ...asked, ...about, through: { ...asked.through, ...instead } };
  const interrupt = interruptible("stopping after this step; that is written down", () =>
    words.yes ? "leaving at once: nothing of it is written down, and what was begun may go on" : undefined,
  );
  const speaker = voice();
  const work: TrialWork = { trial, voice: speaker, manner: { signal: interrupt.signal, pace } };
  try {
    return await run(work, drill, words.yes, `./golive ${group} ${command}${trialWords(words)} --yes`);
  } catch (error) {
    const { Halted } = await import("../../ops/rollback/halted.ts");
    if (!(error instanceof Halted)) throw error;
    speaker.say(`\n✘ ${error.message}`);
    return exitCodes.notReady;
  } finally {
    speaker.end();
    interrupt.off();
  }
}

async function run(work: TrialWork, drill: Drill, act: boolean, again: string): Promise<ExitCode> {
  const { trial, voice } = work;
  voice.say(opening(drill.kind, trial));
  for (const line of drill.minutes === undefined ? [] : shortened(drill.kind, drill.minutes)) voice.say(line);
  for (const line of await drill.plan(work).catch(untried)) voice.say(`  ${line}`);
  if (!act) {
    voice.say(`\nDry run: nothing was done. To do it:\n  ${again}`);
    return exitCodes.notReady;
  }
  voice.say("");
  const { attempt } = await import("../../ops/trial/attempt.ts");
  const record = await attempt(trial, drill.kind, () => drill.act(work), {
    say: voice.say,
    subject: drill.subject,
    ahead: drill.ahead,
  });
  for (const line of keptLines(trial, record)) voice.say(line);
  return record.result === "passed" ? exitCodes.ready : exitCodes.notReady;
}

/** What every trial is told, as it was typed. */
export const trialWords = ({ evidence, through, commit }: TrialWords): string =>
  [
    ...(evidence === undefined ? [] : [`--evidence ${quoted(evidence)}`]),
    ...through.map((word) => `--through ${quoted(word)}`),
    ...(commit === undefined ? [] : [`--commit ${quoted(commit)}`]),
  ]
    .map((word) => ` ${word}`)
    .join("");
