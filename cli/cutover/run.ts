import { performance } from "node:perf_hooks";
import { shortRelease } from "../../evidence/fingerprint.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { doneBy } from "./done.ts";
import { outside } from "./part.ts";
import type { On, PhaseName, Step } from "./phases.ts";
import { phases } from "./phases.ts";
import { type CutoverOptions, wordsOf } from "./words.ts";

/** A stack that steps act on, as it stands when the phase begins. */
export interface Stage {
  readonly stack: string;
  readonly environment: string;
  /** The fingerprint of what its file intends; undefined where an image is not named by its digest. */
  readonly release: string | undefined;
  /** The fingerprint of what serves; undefined where nobody could be asked. */
  readonly serving: string | undefined;
  /** Users depend on it (`launch.live`). */
  readonly live: boolean;
  /** Why no GO in its file opens what the file names; undefined where one does. */
  readonly unsaid: string | undefined;
  readonly records: readonly EvidenceRecord[];
}

export interface Cutover {
  readonly phase: PhaseName;
  readonly stages: Readonly<Record<On, Stage>>;
  readonly options: CutoverOptions;
  readonly now: Date;
  /** Steps that a record shows done are done again too. */
  readonly again: boolean;
}

/** What becomes of a step. */
export type Planned =
  | { readonly step: Step; readonly words: readonly string[]; readonly done: string }
  | { readonly step: Step; readonly words: readonly string[]; readonly skipped: string }
  | { readonly step: Step; readonly words: readonly string[] };

/** Whether a step is still to be done. */
export const isLeft = (one: Planned): boolean => !("done" in one || "skipped" in one);

/** The steps of a phase, with those that need not be done again: so it goes on where it was stopped. */
export function planned(card: Cutover): readonly Planned[] {
  const { phase, stages, options, now, again } = card;
  return phases[phase].steps.map((step): Planned => {
    const stage = stages[step.on];
    const words = wordsOf(step, stage.stack, options);
    const skipped = leftOut(step, card);
    if (skipped !== undefined) return { step, words, skipped };
    const done = again || !step.shownBy ? undefined : doneBy(step, stage, options.rehearsal, now);
    return done === undefined ? { step, words } : { step, words, done };
  });
}

/** Why a step is left out, which is said; undefined where it is not. */
function leftOut(step: Step, { phase, stages: { here }, options }: Cutover): string | undefined {
  const elsewhere = outside(step, phase, options);
  if (elsewhere !== undefined) return elsewhere;
  if (step.onlyWith && options[step.onlyWith] === undefined) return `no --${step.onlyWith} was given`;
  if (step.notIn === "rehearsal" && options.rehearsal) return "a rehearsal deploys nothing";
  if (step.onlyIn && here.environment !== step.onlyIn)
    return `${here.stack} launches nothing: it is where a launch is rehearsed`;
  // What users have already was tried before they got it; only what is around it changes.
  if (step.on === "staging" && here.environment === "production" && here.live && servesIt(here))
    return `${here.stack} serves this release already: nothing is launched`;
  return undefined;
}

const servesIt = ({ release, serving }: Stage): boolean => release !== undefined && serving === release;

/** Why a phase cannot begin after its deployment: what is to be tried does not serve. Undefined where it may. */
export function undeployed({ phase, stages: { here }, options }: Cutover): string | undefined {
  const up = phases[phase].steps.find(({ id }) => id === "up");
  if (up === undefined || options.from === undefined || options.rehearsal) return undefined;
  const isBefore = outside(up, phase, { from: options.from, until: undefined }) !== undefined;
  if (!isBefore || servesIt(here)) return undefined;
  const serves = here.serving === undefined ? "what nobody could ask for" : shortRelease(here.serving);
  const meant = here.release === undefined ? "images without a digest" : shortRelease(here.release);
  return `${here.stack} serves ${serves}, and its file names ${meant}: up comes before --from ${options.from}`;
}

/**
 * Why a phase may not deploy to production: nobody has said GO, nor does so before the deployment (K25). What is not live
 * yet has to stand before a GO can be computed: an approved plan brings it there, in a part that begins with `up`.
 */
export function unsaid({ stages: { here }, options }: Cutover, plan: readonly Planned[]): string | undefined {
  const does = (id: string) => plan.some((one) => one.step.id === id && isLeft(one));
  if (here.environment !== "production" || here.unsaid === undefined) return undefined;
  if (!does("up") || does("sign")) return undefined;
  const prepares = !here.live && options.from === "up" && options.approved !== undefined;
  return prepares
    ? undefined
    : `${here.stack} gets nothing that nobody said GO to: ${here.unsaid}. \`./golive ops go ${here.stack} --sign-with KEY --yes\` says it before, --sign-with KEY in this phase`;
}

export interface Ran {
  readonly id: string;
  readonly code: number;
  readonly seconds: number;
}

/** Runs what is left of a phase, step by step, and stops at the first that fails. */
export async function runPhase(
  plan: readonly Planned[],
  start: (words: readonly string[]) => Promise<number>,
  {
    begin,
    stopped,
  }: { readonly begin: (one: Planned, place: number) => void; readonly stopped: () => boolean },
): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (const [place, one] of plan.entries()) {
    begin(one, place + 1);
    if (!isLeft(one)) continue;
    const from = performance.now();
    const code = await start(one.words);
    ran.push({ id: one.step.id, code, seconds: Math.round((performance.now() - from) / 1000) });
    if (code !== 0 || stopped()) break;
  }
  return ran;
}

/** The step's own meaning is the cutover's: not ready, wrong input, something that we depend on. */
export const endOf = (ran: readonly Ran[], plan: readonly Planned[]): ExitCode => {
  const left = plan.filter(isLeft);
  const failed = ran.find(({ code }) => code !== 0);
  if (failed && isStopped(failed)) return exitCodes.notReady;
  if (failed)
    return Object.values(exitCodes).find((code) => code === failed.code) ?? exitCodes.dependencyFailed;
  return ran.length === left.length ? exitCodes.ready : exitCodes.notReady;
};

/** A step that ended by a signal was stopped by a person, or by whatever ended the whole. */
export const isStopped = ({ code }: Pick<Ran, "code">): boolean => code > 128;
