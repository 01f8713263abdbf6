/** The day of an instant, ISO 8601 in UTC. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** True for a day that exists. */
export function isDay(text: unknown): text is string {
  const time = typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && dayOf(new Date(time)) === text;
}

/** How many days a day is ahead, negative once it is past; undefined where it is none. */
export const daysAhead = (day: unknown): number | undefined =>
  isDay(day) ? Math.round((Date.parse(day) - Date.parse(dayOf(new Date()))) / 86_400_000) : undefined;
