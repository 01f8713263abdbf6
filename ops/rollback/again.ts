import { usualMinutes, type Work } from "./work.ts";

/** A command as it is typed again: it goes on from where it ended, or does what a dry run has said. */
export function again(
  {
    target,
    manner,
  }: { readonly target: Work["target"]; readonly manner: Pick<Work["manner"], "watchMinutes"> },
  command: "rollback" | "redeploy",
  words: readonly string[] = [],
): string {
  const { watchMinutes } = manner;
  const watch = watchMinutes === usualMinutes ? [] : [`--watch-minutes ${watchMinutes}`];
  return ["./golive ops", command, target.typed, ...words, ...watch, "--yes"].join(" ");
}
