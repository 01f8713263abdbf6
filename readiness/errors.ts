import type { Mistake } from "../config/mistakes.ts";

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

function asText({ file, line, column, path, found, allowed, hint }: Mistake): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return [
    path === "" ? place : `${place}  ${path}`,
    `  found:   ${found}`,
    `  allowed: ${allowed}`,
    ...(hint === undefined ? [] : [`  ${hint}`]),
  ].join("\n");
}
