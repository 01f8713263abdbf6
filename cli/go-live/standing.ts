import { readFileSync } from "node:fs";
import type { StackFile } from "../../config/stack-file.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import { standingOf } from "../../readiness/go-live/standing.ts";
import { readState, type State } from "../../readiness/go-live/state.ts";
import type { Standing } from "../../readiness/go-live/types.ts";
import type { Evaluation } from "../../readiness/types.ts";
import { root } from "../root.ts";
import { ageWords, stateAge, stateCountsHours } from "./age.ts";
import { exportedState } from "./export.ts";

/** A state that somebody has exported. @throws InputMistakes where the file is none of this stack */
export function stateIn(path: string, file: StackFile): State {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new InputMistakes([{ file: path, path: "", found: "no such file", allowed: "an exported state" }]);
  }
  return readState(text, path, file);
}

interface Asked {
  readonly state: string | undefined;
  readonly rehearsal: boolean;
  readonly given: State | undefined;
}

/** What stands, by the file that was given, or else by the engine. */
export async function standingAt(
  evaluation: Evaluation,
  file: StackFile,
  directory: string,
  { state: from = "", rehearsal, given }: Asked,
): Promise<Standing> {
  const judged = (state: State, where: string) =>
    standingOf(state, evaluation, { root, config: file.raw, from: where });
  if (given) {
    const hours = stateAge(from, given);
    const old = `${from}, ${ageWords(hours)}`;
    return hours > stateCountsHours && !rehearsal
      ? { unknown: `${old}, speaks for what stands for ${stateCountsHours} h` }
      : judged(given, old);
  }
  const exported = await exportedState(file.stack, directory);
  return "text" in exported
    ? judged(readState(exported.text, "the exported state", file), "the engine's state")
    : { unknown: exported.why };
}
