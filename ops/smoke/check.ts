import type { Ask } from "../trial/asker.ts";
import type { Secrets } from "../trial/secret.ts";
import type { Trial } from "../trial/trial.ts";

/** The trial's own word and address, new each time: what is made by it is told by them, and they are looked for in logs. */
export interface Own {
  readonly run: string;
  /** Amazon's mailbox simulator takes mail, and nobody's reputation suffers ("Using the mailbox simulator", SES guide). */
  readonly email: string;
  /** Sent wherever nobody may be let in. */
  readonly forged: readonly string[];
}

/** What every check has at hand. */
export interface Around {
  readonly trial: Trial;
  readonly ask: Ask;
  /** Once, with nobody who waits where it is told to. */
  readonly impatient: Ask;
  readonly secrets: Secrets;
  readonly own: Own;
  readonly signal: AbortSignal;
  address(service: string): string;
}

export interface Said {
  readonly passed: boolean;
  /** What was found: a status, a number; nothing that somebody else wrote. */
  readonly found: string;
}

/** One thing that is asked from outside. */
export interface Check {
  readonly name: string;
  /** Rows of the register that a failure speaks against. */
  readonly requirements: readonly string[];
  run(around: Around): Promise<Said>;
}

export interface Done extends Said {
  readonly name: string;
  readonly requirements: readonly string[];
  readonly ms: number;
  readonly skipped: boolean;
}

/** Runs one; what it throws is a failure of it. */
export async function done(check: Check, around: Around): Promise<Done> {
  const from = performance.now();
  const told = (said: Said): Done => ({
    ...said,
    name: check.name,
    requirements: check.requirements,
    ms: Math.round(performance.now() - from),
    skipped: false,
  });
  try {
    return told(await check.run(around));
  } catch (error) {
    return told({ passed: false, found: error instanceof Error ? error.message : "it broke off" });
  }
}

/** All must hold: the wrongs, or what was right. */
export const saidOf = (wrongs: readonly string[], right: string): Said =>
  wrongs.length === 0 ? { passed: true, found: right } : { passed: false, found: wrongs.join("; ") };
