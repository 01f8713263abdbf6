import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EngineStep, readEvents, type Told } from "../../../readiness/preview/events.ts";
import { type Change, planOf } from "../../../readiness/preview/plan.ts";

/** The event log of a real `pulumi preview` (3.260), cut to what changes: `test/engine/replacement.engine.ts` runs the same. */
export const recorded = (name: string): string =>
  readFileSync(join(import.meta.dirname, "recorded", `${name}.jsonl`), "utf8");

export const told = (name: string): Told => readEvents(recorded(name));
export const planIn = (name: string): readonly Change[] => planOf(told(name));
export const short = ({ kind, name }: Pick<Change, "kind" | "name">): string => `${kind} ${name}`;

/** A step by hand, of a resource that the stack holds below its root. */
export const step = (
  op: string,
  type: string,
  name: string,
  more: Partial<Omit<EngineStep, "op" | "type" | "urn">> = {},
): EngineStep => ({
  op,
  type,
  urn: `urn:pulumi:staging::golive::${type}::${name}`,
  keys: [],
  diffs: [],
  old: null,
  new: null,
  ...more,
});
export const planning = (...planned: readonly EngineStep[]): readonly Change[] =>
  planOf({ planned, stoppedAt: [] });
