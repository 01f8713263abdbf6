import type { EvidenceRecord } from "../../evidence/record.ts";
import { inOneLine, keptAt } from "../../evidence/told.ts";
import { printableLines } from "../../ops/printable.ts";
import type { Trial } from "../../ops/trial/trial.ts";

/** What came of it, what speaks against it, and where that stands. */
export const keptLines = ({ store }: Pick<Trial, "store">, record: EvidenceRecord): readonly string[] => [
  headline(record),
  ...record.failures.map(
    ({ what, requirements }) =>
      `  ✘ ${printableLines(what)}${requirements.length > 0 ? ` (${requirements.join(" ")})` : ""}`,
  ),
  keptAt(store.at, record),
];

/** Many a failed trial's sentence is made of what speaks against it: that is said once, below. */
function headline({ result, says, failures, kind }: EvidenceRecord): string {
  if (result === "passed") return `✔ ${printableLines(says)}`;
  return failures.length > 0 && says.includes(inOneLine(failures))
    ? `✘ ${kind} is not proven`
    : `✘ ${printableLines(says)}`;
}
