import type { Node } from "../view.ts";
import { daysAhead } from "./days.ts";

/** A resource's tags, as far as they are known. */
export const tagsOf = (node: Node): Readonly<Record<string, unknown>> => ({ ...node.known("tags") });

/** Its tags say that it is held back on purpose, until a day that has not passed. */
export const saysPaused = (node: Node): boolean =>
  tagsOf(node).breaker === "pause" && (daysAhead(tagsOf(node)["breaker-until"]) ?? -1) >= 0;

/** Held at no task on purpose, until a day that has not passed. */
export const isPaused = (target: Node): boolean =>
  target.known("minCapacity") === 0 && target.known("maxCapacity") === 0 && saysPaused(target);
