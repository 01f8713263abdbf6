import { runLocally } from "../local/process.ts";
import { printable } from "../printable.ts";
import { Halted } from "../rollback/halted.ts";
import { goOn } from "../rollback/work.ts";
import { type DeclaredTask, declaredTask } from "../task/declared.ts";
import { runTask } from "../task.ts";
import type { TrialWork } from "./attempt.ts";

/** Where one-off tasks of a rehearsal run instead of in ECS: a folder of this machine, with the caller's environment. */
export interface Here {
  readonly cwd: string;
}

export interface Ran {
  readonly ok: boolean;
  /** How it ended. */
  readonly says: string;
  readonly seconds: number;
}

/** @throws WrongInput where the stack file declares no such task */
export const taskLine = ({ trial: { target } }: TrialWork, name: string, here: Here | undefined): string => {
  const task: DeclaredTask = declaredTask(target, name);
  const command = JSON.stringify(task.command);
  return here === undefined
    ? `runs the task ${name} as ${task.service} does: ${command}, at most ${task.timeoutMinutes} min`
    : `runs ${command} in ${here.cwd}, at most ${task.timeoutMinutes} min`;
};

/** Runs a declared task to its end, in ECS or here, and shows what it writes. */
export async function runOnce(work: TrialWork, name: string, here: Here | undefined): Promise<Ran> {
  goOn(work);
  const began = Date.now();
  work.voice.say(`${name}:`);
  const { code, says } = await (here === undefined ? inEcs(work, name) : locally(work, name, here));
  goOn(work);
  const seconds = Math.round((Date.now() - began) / 100) / 10;
  work.voice.say(`  ${code === 0 ? "✔" : "✘"} ${says}, after ${seconds} s`);
  return { ok: code === 0, says: `${name}: ${says}`, seconds };
}

// Marked, so that nothing that it writes looks like our own words.
const told = ({ voice }: TrialWork, text: string): void => voice.say(`  | ${printable(text)}`);

async function locally(work: TrialWork, name: string, { cwd }: Here) {
  const { command, timeoutMinutes } = declaredTask(work.trial.target, name);
  const { signal } = work.manner;
  return runLocally(command, { cwd, signal, timeoutMinutes, line: (text) => told(work, text) });
}

async function inEcs(
  work: TrialWork,
  name: string,
): Promise<{ readonly code: number; readonly says: string }> {
  const { trial, voice, manner } = work;
  const listener = {
    plan: () => undefined,
    started: (arn: string) => voice.say(`  started ${arn}`),
    status: (status: string) => voice.now(`${name}: ${status.toLowerCase()}`),
    line: (text: string) => told(work, text),
    note: (text: string) => voice.say(`  ${text}`),
  };
  const pace = { everyMs: Math.min(1_000, manner.pace.look), now: Date.now };
  const run = { act: true, again: false, release: undefined, signal: manner.signal, pace };
  const done = await runTask(trial.target, name, listener, run);
  if (done.end === "ended") return done.verdict;
  if (done.end === "running")
    throw new Halted(`the task ${name} runs already: ${done.arns.join(" ")}\nWait until it has ended.`);
  if (done.end === "unfinished")
    throw new Halted(`the task ${name} was asked to stop, and still runs. This shows it:\n${done.howToLook}`);
  throw new Halted(`the task ${name} was not started`);
}
