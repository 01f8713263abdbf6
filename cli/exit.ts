import { DependencyFailed, InputMistakes } from "../readiness/errors.ts";

/** What every command's exit code means. */
export const exitCodes = { ready: 0, notReady: 1, inputWrong: 2, dependencyFailed: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Several stacks end as the worst of them: what could not be judged outranks what was judged badly. */
export const worst = (codes: readonly ExitCode[]): ExitCode =>
  codes.reduce((a, b) => (b > a ? b : a), exitCodes.ready);

/** Says what went wrong, without a stack trace, and what that makes the exit code. */
export function explain(error: unknown): { readonly text: string; readonly code: ExitCode } {
  if (error instanceof InputMistakes) {
    const count = error.mistakes.length;
    return {
      text: `${count} mistake${count === 1 ? "" : "s"} in the input:\n\n${error.message}`,
      code: exitCodes.inputWrong,
    };
  }
  if (error instanceof DependencyFailed) return { text: error.message, code: exitCodes.dependencyFailed };
  const text =
    error instanceof Error
      ? process.env.GOLIVE_DEBUG
        ? (error.stack ?? error.message)
        : error.message
      : String(error);
  return {
    text: `golive itself failed: ${text}\n(GOLIVE_DEBUG=1 shows where)`,
    code: exitCodes.dependencyFailed,
  };
}
