import { fields, type Meant, meantBy } from "./cron-fields.ts";

const day = 86_400_000;
/** So many days hold every order of months and weeks, and two leap days. */
const days = 9 * 366;
const begin = Date.UTC(2027, 0, 1);

/** The six fields of a `cron(…)`; undefined for a `rate(…)`. */
export const cronOf = (schedule: string): readonly string[] | undefined =>
  /^cron\((.*)\)$/.exec(schedule)?.[1]?.split(" ");

/** The longest time between two runs, in hours; undefined where it cannot be told, Infinity where nothing ever runs. */
export function longestPause(texts: readonly string[]): number | undefined {
  const meant = fields.map((field, index) => meantBy(texts[index] ?? "", field));
  const [minutes, hours, dates, months, weekdays, years] = meant;
  if (years !== "all" || meant.includes("calendar") || meant.includes(undefined)) return undefined;

  const times = within(hours, 24).flatMap((hour) => within(minutes, 60).map((minute) => hour * 60 + minute));
  const [first, last] = [times[0], times.at(-1)];
  const ran = Array.from({ length: days }, (_, index) => new Date(begin + index * day)).flatMap(
    (date, index) =>
      holds(dates, date.getUTCDate()) &&
      holds(months, date.getUTCMonth() + 1) &&
      holds(weekdays, date.getUTCDay() + 1)
        ? [index]
        : [],
  );
  if (first === undefined || last === undefined || ran.length < 2) return Number.POSITIVE_INFINITY;
  const inside = longestOf(times);
  const between = longestOf(ran) * 1440 - (last - first);
  return Math.max(inside, between) / 60;
}

const holds = (meant: Meant | undefined, value: number): boolean =>
  meant === "all" || (meant instanceof Set && meant.has(value));

const within = (meant: Meant | undefined, end: number): readonly number[] =>
  Array.from({ length: end }, (_, value) => value).filter((value) => holds(meant, value));

const longestOf = (ordered: readonly number[]): number =>
  Math.max(0, ...ordered.slice(1).map((value, index) => value - (ordered[index] ?? value)));
