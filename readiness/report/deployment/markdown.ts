import { shortRelease } from "../../../evidence/fingerprint.ts";
import type { EvidenceRecord } from "../../../evidence/record.ts";
import { isRehearsed } from "../../../evidence/told.ts";
import { cell, code, section } from "../markdown.ts";
import type { Deployment } from "./facts.ts";

const mark = { proven: "✔", failed: "✘", "not proven": "?", "not asked": "–" } as const;

/** The deployment report for a repository or a ticket; `chartNames` are the files of its charts beside it. */
export function deploymentMarkdown(deployment: Deployment, chartNames: readonly string[]): string {
  const { goLive, records, charts } = deployment;
  return [
    `# ${deployment.product} · ${deployment.stack}: ${goLive.verdict}`,
    factsOf(deployment)
      .map(([name, value]) => `- ${name}: ${cell(value)}`)
      .join("\n"),
    section(
      "Missing",
      ["tier", "what", "why", "what proves it", "requirements"],
      goLive.missing.map((one) => [
        one.tier,
        one.what,
        one.why,
        code(one.command),
        one.requirements.join(" "),
      ]),
    ),
    charts.length === 0
      ? "### The window\n\nNothing was measured: no window was watched and no load tried for this release."
      : `### The window\n\n${charts.map(({ title }, at) => `![${title}](${chartNames[at]})`).join("\n\n")}`,
    section(
      "Evidence",
      ["when", "what", "result", "what came of it", "by", "record"],
      records.map(({ record, at }) => [
        record.ended.slice(0, 16).replace("T", " "),
        nameOf(record),
        `${record.result === "passed" ? "✔" : "✘"} ${record.result}`,
        record.says,
        code(record.by),
        code(`${at.replace(/\/$/, "")} ${record.sequence}`),
      ]),
    ),
    section(
      "Requirements",
      ["id", "demand", "declared", "deployed", "exercised"],
      goLive.rows.map((row) => [
        row.id,
        row.demand,
        ...[row.declared, row.deployed, row.exercised].map(({ state }) => `${mark[state]} ${state}`),
      ]),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

export const nameOf = ({ kind, subject }: Pick<EvidenceRecord, "kind" | "subject">): string =>
  subject === null ? kind : `${kind}: ${subject}`;

/** What a reader looks for first. */
export const factsOf = ({
  goLive,
  environment,
  commit,
  records,
  made,
  tool,
}: Deployment): readonly (readonly [string, string])[] => [
  ["Environment", environment],
  [
    "Release",
    goLive.release === null ? "unknown: an image is not named by its digest" : shortRelease(goLive.release),
  ],
  ["Commit", commit ?? "nobody said"],
  ["What stands", goLive.deployed ?? "was not read"],
  ["Evidence", evidenceOf(goLive)],
  ...rehearsedIn(records),
  ["Made", `${made} by golive ${tool}`],
];

/** A reader must not take for a launch what was only practised. */
function rehearsedIn(records: Deployment["records"]): readonly (readonly [string, string])[] {
  const rehearsed = records.filter(({ record }) => isRehearsed(record)).length;
  return rehearsed === 0
    ? []
    : [
        [
          "A rehearsal",
          `${rehearsed} of ${records.length} records asked elsewhere than at the services' own hosts`,
        ],
      ];
}

function evidenceOf({ evidence: { at, head, flaws } }: Deployment["goLive"]): string {
  if (flaws.length > 0) return `${at}: not sound: ${flaws.join("; ")}`;
  return head === null
    ? `${at}: no record yet`
    : `${at}, up to record ${head.sequence} (SHA-256 ${head.digest.slice(0, 16)}…)`;
}
