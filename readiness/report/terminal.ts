import { nameOf } from "../program/urn.ts";
import { requirement, requirements } from "../register/requirements.ts";
import type { Evaluation, Finding, GateReport } from "../types.ts";
import { cost, waiting } from "./cost-text.ts";
import { groupByRequirement } from "./groups.ts";
import { parity, parityAgain } from "./parity-text.ts";
import { breakers, dataMap, surface } from "./surface-text.ts";
import type { Paint } from "./text.ts";
import { painter, plural, seconds, wrap } from "./text.ts";

export interface Terminal {
  readonly colour: boolean;
  readonly columns: number;
  /** Where the stack file is, as the user named it; for the command that comes next. */
  readonly directory?: string | undefined;
  /** Another report stands above: what is the same for all stacks is not said again. */
  readonly again?: boolean;
}

/** The report for a person: the verdict, what to fix first, what cannot be told, what is excused, what is missing. */
export function terminalReport(report: GateReport, evaluation: Evaluation, terminal: Terminal): string {
  const paint = painter(terminal.colour);
  const width = Math.min(Math.max(terminal.columns, 60), 120);
  const by = (status: Finding["status"]) => report.findings.filter((finding) => finding.status === status);
  const sections = [
    header(report, evaluation, paint),
    breakers(report, paint, width),
    found("Fix first", by("failed"), paint, width),
    found("Not proven", by("not proven"), paint, width),
    unproven(report, paint, width),
    terminal.again ? parityAgain(report, paint) : parity(report, evaluation, paint, width),
    waived(by("waived"), paint, width),
    surface(report, paint, width, terminal.again === true),
    terminal.again ? [] : dataMap(report.dataMap, paint),
    cost(report.cost, paint, width, terminal.again === true),
    waiting(report.deployment, paint, width),
    next(report, terminal, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function header(report: GateReport, evaluation: Evaluation, paint: Paint): string[] {
  const { stack, environment, verdict, tier, summary, requirements: rows, timings } = report;
  const mark =
    verdict === "ready" ? paint(["bold", "green"], "✔ READY") : paint(["bold", "red"], "✘ NOT READY");
  const where = stack === environment ? stack : `${stack} (${environment})`;
  const counts = [
    `${rows.filter((row) => row.status === "ready").length} of ${plural(rows.length, "requirement")} ready`,
    judgedRules(report, evaluation),
    plural(summary.resources, "resource"),
    `${summary.failed} failed`,
    `${summary.notProven} not proven`,
    `${summary.waived} waived`,
    ...(timings.total === undefined ? [] : [seconds(timings.total)]),
  ];
  return [
    `${mark}  ${paint("bold", `${evaluation.project} · ${where}`)}  at the ${tier} tier`,
    `  ${counts.join(" · ")}`,
  ];
}

function found(title: string, findings: readonly Finding[], paint: Paint, width: number): string[] {
  if (findings.length === 0) return [];
  const groups = groupByRequirement(
    findings,
    requirements.map((row) => row.id),
  );
  return [
    paint("bold", title),
    ...groups.flatMap(({ id, also, rules }) => [
      ...(id === "" ? ["  the stack as a whole"] : wrap(demand(id, also), width, `  ${paint("bold", id)}  `)),
      ...rules.flatMap(({ rule, fix, findings: own }) => [
        `    ${paint("cyan", rule)}${own.some((finding) => finding.enforcement === "advisory") ? " (advice)" : ""}`,
        ...own.flatMap((finding) => wrap(finding.message, width, `      ${nameOf(finding.resource)}: `)),
        ...(fix === "" ? [] : wrap(fix, width, `      ${paint("green", "→")} `)),
      ]),
    ]),
  ];
}

/** Rules that saw none of their resources are counted apart: they proved nothing. */
function judgedRules({ summary }: GateReport, { rules }: Evaluation): string {
  const idle = rules.filter(({ judged, notAsked }) => judged === 0 && !notAsked).length;
  return `${plural(summary.rules, "rule")}${idle > 0 ? ` (${idle} had nothing to judge)` : ""}`;
}

const demand = (id: string, also: readonly string[]): string =>
  `${requirement(id).demand}${also.length > 0 ? ` (also ${also.join(" ")})` : ""}`;

/** Rows that no finding speaks of and that nothing proves either: an empty check is not a passed one. */
function unproven({ requirements: rows, findings }: GateReport, paint: Paint, width: number): string[] {
  const spoken = new Set(
    findings.filter(({ status }) => status !== "waived").flatMap((finding) => finding.requirements),
  );
  const silent = rows.filter((row) => row.status === "not proven" && !spoken.has(row.id));
  if (silent.length === 0) return [];
  return [
    paint("bold", "Nothing in this stack proves"),
    ...silent.flatMap((row) => wrap(demand(row.id, []), width, `  ${paint("bold", row.id)}  `)),
  ];
}

function waived(findings: readonly Finding[], paint: Paint, width: number): string[] {
  if (findings.length === 0) return [];
  return [
    paint("bold", "Waived, until the day named"),
    ...findings.flatMap(({ rule, resource, message }) =>
      wrap(message, width, `  ${paint("yellow", rule)} on ${nameOf(resource)}: `),
    ),
  ];
}

function next({ verdict, stack }: GateReport, { directory }: Terminal, paint: Paint): string[] {
  const where = directory === undefined ? "" : ` --directory ${directory}`;
  if (verdict === "not ready")
    return [`Next: mend what stands first, then ${paint("bold", `./golive gate --stack ${stack}${where}`)}`];
  return directory === undefined ? [`Next: ${paint("bold", `./golive preview ${stack}`)}`] : [];
}
