import { stripVTControlCharacters } from "node:util";
import { dataMapHead, dataMapLine } from "../data-map/table.ts";
import { nameOf } from "../program/urn.ts";
import { requirement, requirements } from "../register/requirements.ts";
import type { Evaluation, Finding, GateReport } from "../types.ts";
import { budgetWords, costTotal, dearest, dollars, notPricedWords, waitingWords } from "./cost-text.ts";
import { groupByRequirement, reasons } from "./groups.ts";
import { lastDay } from "./surface-text.ts";
import { contrast, plural, shown } from "./text.ts";

/** The report for a pull request: what the terminal says, as Markdown. */
export function markdownReport(report: GateReport, evaluation: Evaluation): string {
  const { stack, verdict, tier, summary, requirements: rows, parity } = report;
  const by = (status: Finding["status"]) => report.findings.filter((finding) => finding.status === status);
  const counts = [
    plural(summary.rules, "rule"),
    plural(summary.resources, "resource"),
    `${summary.failed} failed`,
    `${summary.notProven} not proven`,
    `${summary.waived} waived`,
  ].join(", ");
  return [
    `## ${verdict === "ready" ? "✅" : "❌"} ${evaluation.project} · ${stack}: ${verdict} (${tier})\n\n${counts}.`,
    section(
      "Active breakers",
      ["breaker", "what is closed", "until", "owner", "reason"],
      report.breakers.map((one) => [code(one.kind), one.what, lastDay(one), one.owner, one.reason]),
    ),
    found("Fix first", by("failed")),
    found("Not proven", by("not proven")),
    found("Waived", by("waived")),
    section(
      "Differences that nothing explains",
      ["resource", "property", "staging", "production"],
      parity
        .filter(({ intended }) => !intended)
        .map(({ resource, path, staging, production }) => [
          code(resource),
          code(path || "the whole resource"),
          ...contrast(shown(staging), shown(production), 60).map(code),
        ]),
    ),
    section(
      "Differences that are meant",
      ["why", "how many", "properties"],
      reasons(parity.filter(({ intended }) => intended)).map(({ why, count, paths }) => [
        why,
        String(count),
        paths.map(code).join(" "),
      ]),
    ),
    section(
      "Requirements",
      ["id", "demand", "status", "proofs"],
      rows.map((row) => [row.id, requirement(row.id).demand, row.status, row.proofs.map(code).join(" ")]),
    ),
    section(
      "Public surface",
      ["service", "host", "operations", "without a credential", "health paths", "document"],
      report.surface.map((row) => [
        code(row.service),
        row.host,
        String(row.count),
        row.public.map(code).join(" "),
        row.health.map(code).join(" "),
        row.document === null ? "none" : code(row.document),
      ]),
    ),
    section(
      "Where data is kept",
      dataMapHead,
      evaluation.dataMap.map((row) => dataMapLine(row, code)),
    ),
    ...costSections(report),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function costSections({ cost, deployment }: GateReport): string[] {
  if (cost.lines.length === 0 && cost.notPriced.length === 0) return [];
  const { top, others } = dearest(cost);
  const budget = budgetWords(cost);
  return [
    section(
      "What a month costs",
      ["US dollars", "what", "how", "by"],
      [
        ...top.map((line) => [
          dollars(line),
          line.item,
          line.how,
          line.estimated ? `${line.kind}, estimated` : line.kind,
        ]),
        ...(others ? [[dollars(others), plural(others.count, "smaller item"), "", ""]] : []),
      ],
    ),
    [
      `${costTotal(cost)}.${budget === undefined ? "" : ` ${upper(budget)}.`}`,
      ...cost.notPriced.map((one) => `- Not priced: ${cell(notPricedWords(one))}`),
    ].join("\n"),
    ...(deployment.chain.length === 0 ? [] : [`A first deployment waits ${waitingWords(deployment)}.`]),
  ];
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function found(title: string, findings: readonly Finding[]): string {
  const groups = groupByRequirement(
    findings,
    requirements.map((row) => row.id),
  );
  return section(
    title,
    ["requirement", "rule", "resource", "finding", "fix"],
    groups.flatMap(({ id, rules }) =>
      rules.flatMap(({ rule, fix, findings: own }) =>
        own.map(({ resource, message }) => [id, code(rule), code(nameOf(resource)), message, fix]),
      ),
    ),
  );
}

/** A table under its heading, or nothing at all. */
export function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return "";
  return [
    `### ${title}`,
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map((row) => line(row.map(cell))),
  ].join("\n");
}

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** Text of a stack file or of a record must not break out of its cell, become markup of the page, or move a terminal's cursor. */
export const cell = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll(/(?!\s)\p{Cc}/gu, "")
    .replace(/\s+/g, " ")
    .replaceAll("|", "\\|")
    .replace(/`[^`]*`|</g, (part) => (part === "<" ? "&lt;" : part)); // code shows itself

export const code = (text: string): string => `\`${text.replaceAll("`", "'")}\``;
