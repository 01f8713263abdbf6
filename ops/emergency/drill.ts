import { addressOf } from "../trial/address.ts";
import type { Attempted, TrialWork } from "../trial/attempt.ts";
import { type Status, statusAt, until } from "./door.ts";

/** Brings the stack file's breakers into effect, or says why it could not. */
export type Turn = () => Promise<{ readonly done: boolean; readonly says: string }>;

/** How a breaker is tried: turned on, seen from outside, and turned off again whatever came of it. */
export interface BreakerDrill {
  readonly what: string;
  readonly requirement: string;
  readonly service: string;
  /** What is asked from outside. */
  readonly path: string;
  /** What must be answered while the breaker holds. */
  readonly closed: (status: Status, before: Status) => boolean;
  readonly on: Turn;
  readonly off: Turn;
}

/** On and off again, both seen from outside and timed (K14, K15). */
export async function drillBreaker(work: TrialWork, drill: BreakerDrill): Promise<Attempted> {
  const url = `${addressOf(work.trial, drill.service)}${drill.path}`;
  const before = await statusAt(url, work.manner.signal);
  if (before === undefined) return failed(drill, `${url} does not answer, so that nothing could be seen`);
  const began = performance.now();
  const turned = await drill.on();
  const on = turned.done ? await until(url, (status) => drill.closed(status, before), work) : undefined;
  const closedSeconds = seconds(began);
  work.voice.say(
    `  ${on?.reached ? "✔" : "✘"} on after ${closedSeconds} s: ${drill.path} ${answered(on?.last)}`,
  );

  // Also after a person said stop: nothing stays closed for a drill.
  const again = performance.now();
  const back = await drill.off();
  const open = { ...work, manner: { ...work.manner, signal: AbortSignal.timeout(10 * 60_000) } };
  const off = back.done ? await until(url, (status) => status === before, open) : undefined;
  const openedSeconds = seconds(again);
  work.voice.say(
    `  ${off?.reached ? "✔" : "✘"} off after ${openedSeconds} s: ${drill.path} ${answered(off?.last)}`,
  );

  const why = [
    ...(turned.done ? [] : [turned.says]),
    ...(turned.done && !on?.reached ? [`${drill.path} ${answered(on?.last)} while it should be closed`] : []),
    ...(back.done ? [] : [`NOT TAKEN BACK: ${back.says}`]),
    ...(back.done && !off?.reached
      ? [`${drill.path} ${answered(off?.last)} afterwards, ${before} before`]
      : []),
  ];
  const measurements = { closedSeconds, openedSeconds };
  if (why.length > 0) return { ...failed(drill, ...why), measurements };
  return {
    passed: true,
    says: `${drill.what} took ${closedSeconds} s to hold, and ${openedSeconds} s to be gone`,
    measurements,
  };
}

const failed = ({ what, requirement }: BreakerDrill, ...why: readonly string[]): Attempted => ({
  passed: false,
  says: `${what} was not shown to work`,
  failures: why.map((one) => ({ what: one, requirements: [requirement] })),
});

const seconds = (from: number): number => Math.round((performance.now() - from) / 100) / 10;
const answered = (status: Status): string => (status === undefined ? "does not answer" : `answers ${status}`);
