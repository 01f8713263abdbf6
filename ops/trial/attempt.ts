import type { KindName } from "../../evidence/kinds.ts";
import type { EvidenceRecord } from "../../evidence/record.ts";
import { WrongInput } from "../errors.ts";
import type { Stoppable, Voice } from "../rollback/work.ts";
import { keep, type Outcome, type Trial } from "./trial.ts";

/** What a trial that changes something has at hand. */
export interface TrialWork extends Stoppable {
  readonly trial: Trial;
  readonly voice: Voice;
}

export type Attempted = Omit<Outcome, "began">;

/** What is tried by a person's word: said first, done only after it, and written down whatever came of it. */
export interface Drill {
  readonly kind: KindName;
  /** It is about what is to be launched, whatever serves meanwhile. */
  readonly ahead?: true;
  /** What a record that is broken off is about, where its kind has several. */
  readonly subject?: string;
  /** What it will do, a line each. @throws Halted where it may not be done now */
  plan(work: TrialWork): Promise<readonly string[]>;
  act(work: TrialWork): Promise<Attempted>;
}

/** Tries it, and writes down what came of it; also where it broke off, or was stopped. */
export async function attempt(
  trial: Trial,
  kind: KindName,
  act: () => Promise<Attempted>,
  subject?: string,
): Promise<EvidenceRecord> {
  const began = new Date();
  let outcome: Attempted;
  try {
    outcome = await act();
  } catch (error) {
    if (error instanceof WrongInput) throw error; // nothing was tried
    const why = error instanceof Error ? error.message : String(error);
    const [says = why] = why.split("\n");
    const broken = {
      began,
      passed: false,
      says: `broke off: ${says}`,
      failures: [{ what: why, requirements: [] }],
    };
    // What went wrong first is what counts.
    await keep(trial, kind, { ...broken, ...(subject !== undefined && { subject }) }).catch(() => undefined);
    throw error;
  }
  return keep(trial, kind, { ...outcome, began });
}
