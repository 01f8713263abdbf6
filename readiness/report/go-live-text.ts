import { shortRelease } from "../../evidence/fingerprint.ts";
import type { Cell, GoLive, GoLiveRow, Missing } from "../go-live/types.ts";
import type { Evaluation } from "../types.ts";
import { code, section } from "./markdown.ts";
import { breakers, lastDay } from "./surface-text.ts";
import { type Paint, pad, painter, plural, wrap } from "./text.ts";

const tiers = ["declared", "deployed", "exercised"] as const;
const marks = { proven: "✔", failed: "✘", "not proven": "?", "not asked": "–" } as const;
const colours = { proven: "green", failed: "red", "not proven": "yellow", "not asked": "gray" } as const;

interface Terminal {
  readonly colour: boolean;
  readonly columns: number;
}

/** The verdict for a person: what is closed or excused, what is missing with what proves it; then every row at every tier. */
export function goLiveText(goLive: GoLive, { project, stack }: Evaluation, terminal: Terminal): string {
  const paint = painter(terminal.colour);
  const width = Math.min(Math.max(terminal.columns, 60), 120);
  const { verdict, missing, rows } = goLive;
  const go = verdict !== "NO-GO";
  const parts = [
    [
      `${paint(["bold", go ? "green" : "red"], `${go ? "✔" : "✘"} ${verdict}`)}  ${paint("bold", `${project} · ${stack}`)}  release ${releaseOf(goLive)}`,
      `  ${counted(goLive)}`,
      `  ${evidenceWords(goLive)}`,
    ],
    breakers(goLive, paint, width),
    waived(goLive, paint, width),
    missing.length === 0
      ? []
      : [paint("bold", "Missing"), ...missing.flatMap((one) => missingLines(one, paint, width))],
    table(rows, paint, width),
    verdict === "GO (rehearsal)"
      ? [
          "A rehearsal: records count that were made elsewhere than at the services' own hosts. What is signed on it opens no live stack.",
        ]
      : [],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const releaseOf = ({ release }: GoLive): string =>
  release === null ? "unknown: an image is not named by its digest" : shortRelease(release);

const isProven = (row: GoLiveRow): boolean =>
  tiers.every((tier) => ["proven", "not asked"].includes(row[tier].state));

const counted = ({ rows, missing }: GoLive): string =>
  `${rows.filter(isProven).length} of ${plural(rows.length, "requirement")} proven at every tier that counts · ${missing.length} missing`;

function evidenceWords({ evidence: { at, head, flaws }, deployed }: GoLive): string {
  const records =
    head === null ? "no record yet" : `last record ${head.sequence} (${head.digest.slice(0, 12)})`;
  return `evidence: ${at}, ${flaws.length > 0 ? "not sound, or not read" : records} · deployed: ${deployed ?? "not read"}`;
}

/** What a launch rests on although a rule speaks against it (W11). */
function waived({ waived: all }: GoLive, paint: Paint, width: number): string[] {
  if (all.length === 0) return [];
  return [
    paint(["bold", "yellow"], "Waived"),
    ...all.flatMap(({ rule, resource, until, owner, reason }) =>
      wrap(`until ${until}, ${owner}: ${reason}`, width, `  ${paint("yellow", rule)} on ${resource}  `),
    ),
  ];
}

function missingLines(
  { tier, state, what, why, command, requirements }: Missing,
  paint: Paint,
  width: number,
): string[] {
  const rows = requirements.length > 0 ? ` · ${requirements.join(" ")}` : "";
  return [
    ...wrap(`${what}${rows}`, width, `  ${paint(colours[state], marks[state])} ${pad(tier, 9)}  `),
    ...wrap(why, width, "      "),
    `      ${paint("green", "→")} ${command}`,
  ];
}

function table(rows: readonly GoLiveRow[], paint: Paint, width: number): string[] {
  const cell = ({ state }: Cell): string => paint(colours[state], marks[state]);
  return [
    `${paint("bold", "Requirements")}  ${tiers.join(" · ")}: ✔ proven, ✘ failed, ? not proven, – not asked`,
    ...rows.map(({ id, demand, ...row }) => {
      const [line = ""] = wrap(
        demand,
        width - 2,
        `  ${paint("bold", id)}  ${tiers.map((tier) => cell(row[tier])).join(" ")}  `,
      );
      return line;
    }),
  ];
}

/** The same for a page: a launch's ticket, or a pull request. */
export function goLiveMarkdown(goLive: GoLive, { project, stack }: Evaluation): string {
  const { verdict, missing, rows } = goLive;
  return [
    `## ${verdict === "NO-GO" ? "❌" : "✅"} ${project} · ${stack}: ${verdict}\n\nRelease ${code(releaseOf(goLive))}. ${counted(goLive)}. ${evidenceWords(goLive)}.`,
    section(
      "Active breakers",
      ["breaker", "what is closed", "until", "owner", "reason"],
      goLive.breakers.map((one) => [code(one.kind), one.what, lastDay(one), one.owner, one.reason]),
    ),
    section(
      "Waived",
      ["rule", "resource", "until", "owner", "reason"],
      goLive.waived.map((one) => [code(one.rule), code(one.resource), one.until, one.owner, one.reason]),
    ),
    section(
      "Missing",
      ["tier", "what", "why", "command", "requirements"],
      missing.map(({ tier, state, what, why, command, requirements }) => [
        `${marks[state]} ${tier}`,
        code(what),
        why,
        code(command),
        requirements.join(" "),
      ]),
    ),
    section(
      "Requirements",
      ["id", "demand", ...tiers],
      rows.map((row) => [
        row.id,
        row.demand,
        ...tiers.map((tier) =>
          `${marks[row[tier].state]} ${row[tier].state === "proven" ? "" : row[tier].why}`.trim(),
        ),
      ]),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}
