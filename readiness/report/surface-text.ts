import type { ActiveBreaker } from "../breakers/active.ts";
import type { DataMapRow, GateReport, SurfaceRow } from "../types.ts";
import type { Paint } from "./text.ts";
import { pad, plural, widthOf, wrap } from "./text.ts";

/** What the world may call without a credential; under another report only how much. */
export function surface(
  { surface: rows }: GateReport,
  paint: Paint,
  width: number,
  again: boolean,
): string[] {
  if (rows.length === 0) return [];
  return [
    `${paint("bold", "Public surface")}  what needs no credential`,
    ...rows.flatMap((row) => wrap(again ? countOf(row) : surfaceWords(row), width, `  ${row.host}  `)),
  ];
}

const countOf = (row: SurfaceRow): string => plural(row.public.length, "operation");

/** In one sentence: how many operations, which, and what is asked whether it serves. */
function surfaceWords(row: SurfaceRow): string {
  const list = row.public.length === 0 ? "" : `: ${row.public.join(", ")}`;
  return `${countOf(row)}${list}; health: ${row.health.join(", ")}`;
}

/** What is closed on purpose, until somebody opens it again. */
export function breakers(
  { breakers: active }: Pick<GateReport, "breakers">,
  paint: Paint,
  width: number,
): string[] {
  if (active.length === 0) return [];
  const title = active.length === 1 ? "Active breaker" : `${active.length} active breakers`;
  return [
    paint(["bold", "yellow"], title),
    ...active.flatMap((one) =>
      wrap(
        `${one.what} (${lastDay(one)}, ${one.owner}): ${one.reason}`,
        width,
        `  ${paint(one.expired ? "red" : "yellow", one.kind)}  `,
      ),
    ),
  ];
}

export const lastDay = ({ until, expired, daysLeft }: ActiveBreaker): string =>
  expired ? `expired on ${until}` : `until ${until}, ${plural(daysLeft, "day")} left`;

/** How many stores of each kind hold which classes of data, and where. */
export function dataMap(rows: readonly DataMapRow[], paint: Paint): string[] {
  if (rows.length === 0) return [];
  const lines = [...Map.groupBy(rows, ({ store }) => store)].map(([store, own]) => [
    store,
    String(own.length),
    listed(own, (row) => row.class),
    listed(own, (row) => row.region),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ""))));
  return [
    `${paint("bold", "Where data is kept")}  ${plural(rows.length, "store")}; --markdown names each`,
    ...lines.map((line) => `  ${line.map((cell, column) => pad(cell, widths[column] ?? 0)).join("  ")}`),
  ];
}

const listed = (rows: readonly DataMapRow[], of: (row: DataMapRow) => string): string =>
  [...new Set(rows.map(of))].sort().join(", ");
