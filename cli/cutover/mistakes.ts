import { resolve } from "node:path";
import type { Mistake } from "../../config/mistakes.ts";
import { mistyped } from "../../ops/errors.ts";
import type { Target } from "../../ops/target.ts";
import { onlyRehearsed } from "../go-live/options.ts";
import { root } from "../root.ts";
import { outside, partMistakes } from "./part.ts";
import { type PhaseName, phases } from "./phases.ts";
import type { CutoverOptions } from "./words.ts";

/** What does not fit together on the command line; nothing is asked of AWS then. */
export function mistakesIn(
  phase: PhaseName,
  { config }: Pick<Target, "config">,
  options: CutoverOptions,
): readonly Mistake[] {
  const { directory, evidence, rehearsal, through, "sign-with": key } = options;
  const part = partMistakes(phase, options);
  if (part.length > 0) return part;
  const has = (id: string) =>
    phases[phase].steps.some((step) => step.id === id && outside(step, phase, options) === undefined);
  const mistakes: readonly (false | Mistake)[] = rehearsal
    ? []
    : [
        through.length > 0 &&
          mistyped(
            "--through",
            through.join(" "),
            "only together with --rehearsal, as nothing counts otherwise",
          ),
        // `up` acts on the project's own stacks, whatever file was looked at before it.
        has("up") &&
          directory !== undefined &&
          resolve(directory) !== root &&
          mistyped(
            "--directory",
            directory,
            "a part without `up`, or --rehearsal: only the project's own stacks are deployed from here",
          ),
        has("sign") &&
          key !== undefined &&
          config.environment === "production" &&
          evidence !== undefined &&
          mistyped("--evidence", evidence, onlyRehearsed),
      ];
  return mistakes.filter((one) => one !== false);
}
