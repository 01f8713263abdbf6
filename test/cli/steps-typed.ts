import { outside } from "../../cli/cutover/part.ts";
import { phaseNames, phases, type Step } from "../../cli/cutover/phases.ts";

/** The steps of a cutover as it is typed after `./golive`, its `--from` and `--until` heard; undefined where it is none. */
export function stepsTyped(words: string): readonly Step[] | undefined {
  const phase = phaseNames.find((one) => words.startsWith(`cutover ${one} `));
  if (phase === undefined) return undefined;
  const said = (option: string) => new RegExp(` --${option} (\\S+)`).exec(words)?.[1];
  const part = { from: said("from"), until: said("until") };
  return phases[phase].steps.filter((step) => outside(step, phase, part) === undefined);
}
