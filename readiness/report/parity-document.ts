import { type ParityRow, parityRows } from "../parity/rows.ts";
import type { ParityDifference } from "../types.ts";
import { section } from "./markdown.ts";
import { generated } from "./requirements-document.ts";
import { plural } from "./text.ts";

/** `docs/parity.md`, and what `./golive parity --markdown` prints: every difference, and why it is meant (P15). */
export function parityDocument(differences: readonly ParityDifference[]): string {
  const rows = parityRows(differences);
  const open = rows.filter(({ why }) => why === undefined);
  const meant = rows.filter(({ why }) => why !== undefined);
  return [
    "# Staging and production",
    generated,
    [
      "Both stacks register the same resources under the same names, alike in every property but for what follows. Each stack's",
      "own words (account, zone, prefix, network) are taken out before they are compared. What is not meant fails the gate.",
    ].join("\n"),
    section(
      "Nothing explains",
      head,
      open.map((row) => line(row, "nothing")),
    ),
    section(
      `${plural(differences.filter(({ intended }) => intended).length, "difference")} that are meant`,
      head,
      meant.map((row) => line(row, row.why ?? "")),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

const head = ["why", "resources", "property", "staging", "production"];
const code = (text: string): string => `\`${text}\``;

/** So many names are told; of the others there is a number. */
const told = 3;

const line = ({ type, path, staging, production, names }: ParityRow, why: string): string[] => [
  why,
  `${code(type)} ${names.slice(0, told).join(", ")}${names.length > told ? ` and ${names.length - told} more` : ""}`,
  path === "" ? "the whole resource" : code(path),
  staging,
  production,
];
