import type { Evaluation, GateReport, ParityDifference } from "../types.ts";
import { reasons } from "./groups.ts";
import type { Paint } from "./text.ts";
import { contrast, plural, shown, wrap } from "./text.ts";

/** What nothing explains, in full; what is meant, by its reason and as a number. */
export function parity(
  { parity: differences, stack }: GateReport,
  { comparedWith }: Evaluation,
  paint: Paint,
  width: number,
): string[] {
  if (!comparedWith && differences.length === 0) return [];
  const meant = differences.filter((difference) => difference.intended);
  const title = `${paint("bold", "Parity")}  ${stack} and ${comparedWith ?? "its counterpart"} have the same shape`;
  const but =
    meant.length > 0
      ? `, but for ${plural(meant.length, "difference")} that ${meant.length === 1 ? "is" : "are"} meant`
      : "";
  return [
    meant.length === differences.length
      ? title + but
      : `${paint("bold", "Parity")}  nothing explains these differences`,
    ...differences
      .filter(({ intended }) => !intended)
      .flatMap((difference) => unexplained(difference, paint, width)),
    ...(meant.length < differences.length && meant.length > 0
      ? [`  ${plural(meant.length, "more difference")} meant:`]
      : []),
    ...reasons(meant).flatMap(({ why, count, paths }) =>
      wrap(`${count} × ${paths.join(" ")}`, width, `  ${paint("green", "✔")} ${why}: `),
    ),
  ];
}

/** One line instead, where another report above has said it all. */
export function parityAgain({ parity: differences }: GateReport, paint: Paint): string[] {
  const open = differences.filter(({ intended }) => !intended).length;
  return open === 0
    ? []
    : [`${paint("bold", "Parity")}  nothing explains ${plural(open, "difference")}, as said above`];
}

function unexplained(
  { resource, path, staging, production }: ParityDifference,
  paint: Paint,
  width: number,
): string[] {
  const [one, other] = contrast(shown(staging), shown(production), width - 20);
  return [
    `  ${paint("red", "✘")} ${resource}${path === "" ? "" : `: ${path}`}`,
    `      staging:    ${one}`,
    `      production: ${other}`,
  ];
}
