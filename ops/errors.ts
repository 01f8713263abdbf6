import type { Mistake } from "../config/mistakes.ts";

/** What was asked for does not fit; nothing was tried. */
export class WrongInput extends Error {
  override readonly name = "WrongInput";
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(({ path, found }) => `${path}: ${found}`).join("; "));
    this.mistakes = mistakes;
  }
}

/** AWS could not be asked, or said no; the message is all that a person needs. */
export class AwsFailed extends Error {
  override readonly name: string = "AwsFailed";
}

/** What came of a trial could not be written down: it proves nothing then, whatever it found. */
export class NotKept extends AwsFailed {
  override readonly name = "NotKept";
  /** Why there is no record, without what came of the trial. */
  readonly why: string;

  constructor(says: string, why: string) {
    super(`${says}\n${why}`);
    this.why = why;
  }
}

/** Something on the command line that does not fit. */
export const mistyped = (path: string, found: unknown, allowed: string): Mistake => ({
  file: "the command line",
  path,
  found: Number.isNaN(found) ? "no number" : String(found),
  allowed,
});
