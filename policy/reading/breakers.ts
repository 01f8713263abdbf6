import type { Node } from "../view.ts";

/** The day by which everything is judged that holds until a day, ISO 8601 in UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** True for a day that exists and is not past. */
export const holdsUntil = (until: unknown): boolean =>
  typeof until === "string" && /^\d{4}-\d{2}-\d{2}$/.test(until) && until >= today();

/** A resource's tags, as far as they are known. */
export const tagsOf = (node: Node): Readonly<Record<string, unknown>> => ({ ...node.known("tags") });

/** Its tags say that it is held back on purpose, until a day that has not passed. */
export const saysPaused = (node: Node): boolean =>
  tagsOf(node).breaker === "pause" && holdsUntil(tagsOf(node)["breaker-until"]);

/** Held at no task on purpose, until a day that has not passed. */
export const isPaused = (target: Node): boolean =>
  target.known("minCapacity") === 0 && target.known("maxCapacity") === 0 && saysPaused(target);

/** How many days a day is ahead, negative once it is past; undefined where it is none. */
export function daysAhead(day: unknown): number | undefined {
  const time = typeof day === "string" && /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.round((time - Date.parse(today())) / 86_400_000);
}
