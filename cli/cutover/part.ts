import type { Mistake } from "../../config/mistakes.ts";
import { mistyped } from "../../ops/errors.ts";
import { type PhaseName, phases, type Step } from "./phases.ts";

/** A part of a phase, for where its steps take different rights: whoever may deploy does not try, and reads no token. */
export interface Part {
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** Why a step is not of that part; undefined where it is. */
export function outside(step: Step, phase: PhaseName, { from, until }: Part): string | undefined {
  const ids = idsOf(phase);
  const at = ids.indexOf(step.id);
  if (from !== undefined && at < ids.indexOf(from)) return `it comes before --from ${from}`;
  if (until !== undefined && at > ids.indexOf(until)) return `it comes after --until ${until}`;
  return undefined;
}

/** What is wrong with such a part. */
export function partMistakes(phase: PhaseName, { from, until }: Part): readonly Mistake[] {
  const ids = idsOf(phase);
  const allowed = `a step of ${phase}: ${ids.join(", ")}`;
  const unknown = Object.entries({ from, until }).flatMap(([name, id]) =>
    id === undefined || ids.includes(id) ? [] : [mistyped(`--${name}`, id, allowed)],
  );
  if (unknown.length > 0 || from === undefined || until === undefined) return unknown;
  return ids.indexOf(from) <= ids.indexOf(until)
    ? []
    : [mistyped("--until", until, `${from}, or what comes after it`)];
}

/** The step after a part's last; undefined where the phase ends with it. */
export function stepAfter(phase: PhaseName, { until }: Part): string | undefined {
  return until === undefined ? undefined : idsOf(phase)[idsOf(phase).indexOf(until) + 1];
}

const idsOf = (phase: PhaseName): readonly string[] => phases[phase].steps.map(({ id }) => id);
