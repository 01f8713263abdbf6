const daysIn: Readonly<Record<string, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1 };
const names = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** The most days between two runs of `rate(…)` or `cron(…)`; undefined for what runs once, or cannot be read. */
export function longestPause(expression: string): number | undefined {
  const [, count = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression.trim()) ?? [];
  if (unit) return Number(count) * (daysIn[unit] ?? Number.NaN);
  const fields = /^cron\((.+)\)$/.exec(expression.trim())?.[1]?.trim().split(/\s+/) ?? [];
  const [, , day = "", month = "", week = "", year] = fields;
  // Not every month has a 31st, nor a fifth Friday.
  const often = !/^(?:29|3\d)$/.test(day) && !/#5$/.test(week);
  return fields.length === 6 && year === "*" && often ? pauseOfMonths(month) : undefined;
}

/** A schedule runs at least once in each month that it names, and no month has more than 31 days. */
function pauseOfMonths(field: string): number | undefined {
  const months = [...new Set(field.split(",").flatMap(monthsOf))].sort((a, b) => a - b);
  const [first] = months;
  if (first === undefined || months.some(Number.isNaN)) return undefined;
  const gaps = months.map((month, at) => (months[at + 1] ?? first + 12) - month);
  return Math.max(...gaps) * 31;
}

function monthsOf(part: string): readonly number[] {
  const [range = "", step = "1"] = part.split("/");
  const [from = "", to] = range === "*" || range === "?" ? ["1", "12"] : range.split("-");
  const last = to ?? (part.includes("/") ? "12" : from);
  const [start, end, by] = [monthOf(from), monthOf(last), Number(step)];
  if (!(start <= end) || !(by >= 1)) return [Number.NaN];
  return Array.from({ length: Math.floor((end - start) / by) + 1 }, (_, at) => start + at * by);
}

const monthOf = (word: string): number => {
  const named = names.indexOf(word.toUpperCase()) + 1;
  return named || Number(word || Number.NaN);
};

/** Whether a schedule runs on every day of the year. */
export function runsDaily(expression: string): boolean {
  const fields = /^cron\((.+)\)$/.exec(expression.trim())?.[1]?.trim().split(/\s+/);
  if (!fields) return (longestPause(expression) ?? Number.POSITIVE_INFINITY) <= 1;
  const [, , day = "", month, week = "", year = "*"] = fields;
  return [day, week].every((field) => field === "*" || field === "?") && month === "*" && year === "*";
}
