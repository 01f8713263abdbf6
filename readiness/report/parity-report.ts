import { type ParityRow, parityRows } from "../parity/rows.ts";
import type { ParityDifference } from "../types.ts";
import { type Paint, plural, wrap } from "./text.ts";

/** The comparison for a person: what nothing explains first, in full; then each reason with what it covers. */
export function parityReport(differences: readonly ParityDifference[], paint: Paint, width: number): string {
  const rows = parityRows(differences);
  const open = rows.filter(({ why }) => why === undefined);
  const meant = Map.groupBy(
    rows.filter(({ why }) => why !== undefined),
    ({ why }) => why ?? "",
  );
  const count = differences.filter(({ intended }) => !intended).length;
  return [
    count === 0
      ? `${paint(["bold", "green"], "✔ PARITY")}  staging has production's shape; ${plural(differences.length, "difference")} meant`
      : `${paint(["bold", "red"], "✘ NO PARITY")}  nothing explains ${plural(count, "difference")}`,
    ...open.flatMap((row) => lines(row, paint("red", "✘"), width)),
    ...[...meant].flatMap(([why, own]) => [
      `  ${paint("bold", why)}`,
      ...own.flatMap((row) => lines(row, paint("green", "✔"), width)),
    ]),
  ]
    .join("\n")
    .concat("\n");
}

const lines = (
  { type, path, staging, production, names }: ParityRow,
  mark: string,
  width: number,
): string[] =>
  wrap(
    `${type} ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}: staging ${staging} · production ${production}`,
    width,
    `    ${mark} ${path || "the whole resource"}  `,
  );
