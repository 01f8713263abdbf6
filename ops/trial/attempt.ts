import { shortRelease } from "../../evidence/fingerprint.ts";
import { type KindName, kindOf } from "../../evidence/kinds.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { isRehearsed, keptAt } from "../../evidence/told.ts";
import { NotKept, WrongInput } from "../errors.ts";
import type { Stoppable, Voice } from "../rollback/work.ts";
import { keep, type Outcome, type Trial } from "./trial.ts";

/** What a trial that changes something has at hand. */
export interface TrialWork extends Stoppable {
  readonly trial: Trial;
  readonly voice: Voice;
}

/** When it began is known already, unless it looks back. */
export type Attempted = Omit<Outcome, "began"> & Partial<Pick<Outcome, "began">>;

/** What is tried by a person's word: said first, done only after it, and written down whatever came of it. */
export interface Drill {
  readonly kind: KindName;
  /** It is about what is to be launched, whatever serves meanwhile. */
  readonly ahead?: true;
  /** For so long it watches, where that can be chosen. */
  readonly minutes?: number;
  /** It is done also where no record of it can be written: somebody waits for it. */
  readonly urgent?: boolean;
  /** What a record that is broken off is about, where its kind has several. */
  readonly subject?: string;
  /** What it will do, a line each. @throws Halted where it may not be done now */
  plan(work: TrialWork): Promise<readonly string[]>;
  act(work: TrialWork): Promise<Attempted>;
}

/** Who is told where the record stands, where an error hides it; and what that record is about. */
export interface Told {
  readonly say: (line: string) => void;
  readonly subject?: string | undefined;
  readonly began?: Date;
  /** It is about what is to be launched, whatever serves meanwhile. */
  readonly ahead?: true | undefined;
}

/** Tries it, and writes down what came of it; also where it broke off, or was stopped. */
export async function attempt(
  trial: Trial,
  kind: KindName,
  act: () => Promise<Attempted>,
  told: Told,
): Promise<EvidenceRecord> {
  const began = new Date();
  let outcome: Attempted;
  try {
    outcome = await act();
    if (!told.ahead) outcome = await ofOneRelease(trial, kind, outcome);
  } catch (error) {
    await brokeOff(trial, kind, error, { began, ...told });
    throw error;
  }
  return keep(trial, kind, { began, ...outcome });
}

/** A record of a release says nothing of it where another one began to serve while it was tried. */
async function ofOneRelease(trial: Trial, kind: KindName, outcome: Attempted): Promise<Attempted> {
  if (kindOf(kind).bound !== "release" || trial.servesNow === undefined || isRehearsed(trial)) return outcome;
  const now = await trial.servesNow();
  if (now === trial.release) return outcome;
  const what = `the release changed from ${shortRelease(trial.release)} to ${shortRelease(now)} while it was tried`;
  return {
    ...outcome,
    passed: false,
    says: what,
    failures: [...(outcome.failures ?? []), { what, requirements: [] }],
  };
}

/** Writes down that a trial broke off, and says where. What went wrong first is what counts: it is the caller's to throw. */
export async function brokeOff(
  trial: Trial,
  kind: KindName,
  error: unknown,
  { say, subject, began = new Date() }: Told,
): Promise<void> {
  if (error instanceof WrongInput || error instanceof NotKept) return; // nothing was tried, or that is what is said
  const why = error instanceof Error ? error.message : String(error);
  const [says = why] = why.split("\n");
  const broken = {
    began,
    passed: false,
    says: `broke off: ${says}`,
    failures: [{ what: why, requirements: [] }],
    ...(subject !== undefined && { subject }),
  };
  try {
    say(keptAt(trial.store.at, await keep(trial, kind, broken)));
  } catch (failed) {
    if (!(failed instanceof NotKept)) throw failed;
    say(failed.why);
  }
}
