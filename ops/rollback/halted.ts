/** It goes no further, with a reason that a person can act on: ends a command with exit code 1. */
export class Halted extends Error {
  override readonly name: string = "Halted";
}

/** A person said stop (Ctrl-C), between two steps. */
export class Interrupted extends Halted {
  override readonly name = "Interrupted";

  constructor() {
    super("interrupted");
  }
}
