import type { Condition } from "../condition.ts";
import type { Session } from "../session.ts";
import type { Trial } from "../trial/trial.ts";

/** What a part of the preflight may ask. */
export interface Asking {
  readonly trial: Trial;
  readonly session: Session;
  /** A file with GitHub's answer to `check-runs`; undefined: GitHub itself is asked. */
  readonly ci: string | undefined;
}

/** One thing that must be right before anything is launched. */
export interface Part {
  readonly name: string;
  readonly requirements: readonly string[];
  look(asking: Asking): Promise<readonly Condition[]>;
}
