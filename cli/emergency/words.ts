import type { Argv } from "yargs";
import type { Mistake } from "../../config/mistakes.ts";
import type { Held } from "../../ops/emergency/switches.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { withYes } from "../commands/ops-options.ts";
import type { TrialWords } from "../commands/ops-trial.ts";
import { withTrial } from "../commands/ops-trial.ts";

export interface BreakerWords extends TrialWords {
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  readonly until: string | undefined;
  readonly drill: boolean;
  readonly exec: string | undefined;
  readonly yes: boolean;
}

/** What whoever closes something says, for whoever finds it closed. */
export const withHeld = <T>(yargs: Argv<T>) =>
  withYes(withTrial(yargs), "Do it; without, say what would be written and changed")
    .option("reason", { type: "string", requiresArg: true, describe: "Why, for whoever finds it" })
    .option("owner", { type: "string", requiresArg: true, describe: "Who takes it out again" })
    .option("until", {
      type: "string",
      requiresArg: true,
      describe: "The last day, such as 2027-01-31; else in a week",
    })
    .option("drill", {
      type: "boolean",
      default: false,
      describe: "Close and open again at once, seen from outside and timed, and write that down",
    })
    .option("exec", {
      type: "string",
      requiresArg: true,
      describe: "A drill's rehearsal: the command that brings the stack file into effect on this machine",
    });

const dayMs = 86_400_000;
const dayAfter = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** @throws WrongInput naming each option that is missing, or that the stack file would not take */
export async function heldOf(
  { reason, owner, until, drill, exec }: BreakerWords,
  ownerOfStack: string,
): Promise<Held> {
  if (drill) return { reason: "a drill, opened again at once", owner: ownerOfStack, until: dayAfter(1) };
  const { heldMistakes } = await import("../../ops/emergency/said.ts");
  const held = { reason: reason ?? "", owner: owner ?? "", until: until ?? dayAfter(7) };
  const missing: readonly Mistake[] = [
    ...(reason === undefined ? [mistyped("--reason", "nothing", "why, in a few words")] : []),
    ...(owner === undefined ? [mistyped("--owner", "nobody", "who takes it out again, such as growth")] : []),
  ];
  const mistakes = [
    ...(exec === undefined ? [] : [mistyped("--exec", exec, "together with --drill")]),
    ...missing,
    ...heldMistakes(held, dayAfter(0)).filter(({ path }) => missing.every((one) => one.path !== path)),
  ];
  if (mistakes.length > 0) throw new WrongInput(mistakes);
  return held;
}
