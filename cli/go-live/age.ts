import { statSync } from "node:fs";
import type { State } from "../../readiness/go-live/state.ts";

const hourMs = 3_600_000;
/** For so long an exported state speaks for what stands now. */
export const stateCountsHours = 24;

/**
 * How many hours ago a file said what stands. The engine dates a state by the last update and not by the export, so a
 * stack that nobody has touched for a week has an old state that is right: then it counts when the file was written.
 */
export function stateAge(path: string, { at }: Pick<State, "at">, now = new Date()): number {
  const updated = Date.parse(at ?? "");
  const written = statSync(path).mtimeMs;
  const newest = Number.isNaN(updated) ? written : Math.max(updated, written);
  return (now.getTime() - newest) / hourMs;
}

export const ageWords = (hours: number): string =>
  hours < 2
    ? `${Math.max(0, Math.round(hours * 60))} min old`
    : hours < 48
      ? `${Math.round(hours)} h old`
      : `${Math.floor(hours / 24)} days old`;
