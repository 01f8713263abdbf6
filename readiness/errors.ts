/** One thing wrong with the input, in words a stranger can act on. */
export interface Mistake {
  readonly file: string;
  /** Dotted, e.g. `golive:platform.services.api.port`; empty where the file as a whole is meant. */
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
}

/** The input is wrong; all of it is listed at once. Ends a command with exit code 2. */
export class InputMistakes extends Error {
  override readonly name = "InputMistakes";
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(asText).join("\n\n"));
    this.mistakes = mistakes;
  }
}

/** Something that we depend on failed: the program, the pack, the engine, the network. Ends a command with exit code 3. */
export class DependencyFailed extends Error {
  override readonly name = "DependencyFailed";
}

function asText({ file, path, found, allowed }: Mistake): string {
  return `${path === "" ? file : `${file}: ${path}`}\n  found:   ${found}\n  allowed: ${allowed}`;
}
