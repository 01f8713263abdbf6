/** The fields of a `cron(…)` of EventBridge Scheduler (its guide, "Schedule types"). */
export const fields = [
  { name: "minute", from: 0, to: 59, takes: "0–59 and , - * /" },
  { name: "hour", from: 0, to: 23, takes: "0–23 and , - * /" },
  { name: "day of the month", from: 1, to: 31, takes: "1–31 and , - * ? / L W" },
  { name: "month", from: 1, to: 12, takes: "1–12 or JAN–DEC and , - * /" },
  { name: "day of the week", from: 1, to: 7, takes: "1–7 or SUN–SAT and , - * ? L #" },
  { name: "year", from: 1970, to: 2199, takes: "1970–2199 and , - * /" },
] as const;
type Field = (typeof fields)[number];

const names: { readonly [name in Field["name"]]?: readonly string[] } = {
  month: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  "day of the week": ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
};

/** Last days, working days nearest to one, the second Tuesday: their dates differ from month to month. */
const special: { readonly [name in Field["name"]]?: RegExp } = {
  "day of the month": /^(L(-\d{1,2})?|LW|([1-9]|[12]\d|3[01])W)$/,
  "day of the week": /^(L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
};

/** What a field stands for: each of these; all there are (`*`, `?`); or what only a calendar tells. */
export type Meant = ReadonlySet<number> | "all" | "calendar";

/** Undefined for what the field does not take. */
export function meantBy(text: string, field: Field): Meant | undefined {
  if (text === "*") return "all";
  if (text === "?") return field.name.startsWith("day") ? "all" : undefined;
  if (special[field.name]?.test(text)) return "calendar";
  const parts = text.split(",").map((part) => valuesOf(part, field));
  return parts.includes(undefined) ? undefined : new Set(parts.flatMap((part) => part ?? []));
}

function valuesOf(part: string, field: Field): readonly number[] | undefined {
  const [, range = "", step] = /^([^/]+)(?:\/([1-9]\d{0,3}))?$/.exec(part) ?? [];
  const [first = "", last, ...more] = range.split("-");
  const from = range === "*" ? field.from : numberOf(first, field);
  const to =
    range === "*" || (last === undefined && step !== undefined) ? field.to : numberOf(last ?? first, field);
  if (from === undefined || to === undefined || from > to || more.length > 0) return undefined;
  const every = Number(step ?? 1);
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, index) => from + index * every);
}

function numberOf(text: string, { name, from, to }: Field): number | undefined {
  const named = names[name]?.indexOf(text.toUpperCase()) ?? -1;
  const value = named < 0 ? Number(/^\d{1,4}$/.test(text) ? text : Number.NaN) : named + 1;
  return value >= from && value <= to ? value : undefined;
}
