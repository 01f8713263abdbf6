import { rootUrn } from "../program/urn.ts";
import type { Evaluation, Finding, GateReport, RequirementRow, RowStatus, RuleInfo } from "../types.ts";
import { otherProofs } from "./proofs.ts";
import type { Requirement } from "./requirements.ts";
import { requirements } from "./requirements.ts";

/**
 * Joins what was found with what was asked. Pure: the same evaluation gives the same report. A row that nothing proves is
 * not proven, though nothing speaks against it.
 */
export function verdictOf(evaluation: Evaluation): GateReport {
  const findings = [
    ...evaluation.findings,
    ...evaluation.problems.map((problem) => asFinding(problem, evaluation)),
  ];
  const blocking = findings.filter(blocks(evaluation.rules));
  const rows = requirements.map((row) => judge(row, evaluation, blocking));
  const ready =
    blocking.length === 0 &&
    evaluation.parity.every((difference) => difference.intended) &&
    rows.every((row) => row.status === "ready");
  const count = (status: Finding["status"]) => findings.filter((finding) => finding.status === status).length;

  return {
    stack: evaluation.stack,
    environment: evaluation.environment,
    verdict: ready ? "ready" : "not ready",
    tier: "declared",
    summary: {
      rules: evaluation.rules.length,
      resources: evaluation.resources.length,
      passed: evaluation.rules.filter(
        (rule) => isProof(rule) && !findings.some(({ rule: id }) => id === rule.id),
      ).length,
      failed: count("failed"),
      notProven: count("not proven"),
      waived: count("waived"),
    },
    findings,
    requirements: rows,
    parity: evaluation.parity,
    resources: evaluation.resources,
    dataMap: evaluation.dataMap,
    surface: evaluation.surface,
    breakers: evaluation.breakers,
    cost: evaluation.cost,
    deployment: evaluation.deployment,
    timings: evaluation.timings,
  };
}

/** The name under which doubts about the evaluation itself stand among the findings. */
export const evaluationRule = "evaluation-complete";

/**
 * Advice and waived findings do not block, and neither does what an after-deploy rule cannot tell yet; where its
 * rehearsal says "failed", it does.
 */
function blocks(rules: readonly RuleInfo[]): (finding: Finding) => boolean {
  const later = new Set(rules.filter((rule) => rule.afterDeploy).map((rule) => rule.id));
  return ({ rule, enforcement, status }) =>
    enforcement === "mandatory" && (status === "failed" || (status === "not proven" && !later.has(rule)));
}

function judge(row: Requirement, evaluation: Evaluation, blocking: readonly Finding[]): RequirementRow {
  const against = blocking
    .filter((finding) => finding.requirements.includes(row.id))
    .map(({ status }) => status);
  const proofs = {
    I: infrastructure(row, evaluation),
    P: checks(row, evaluation, blocking),
    W: workflow(row, evaluation),
    D: documents(row, evaluation),
  };
  const unproven = row.metBy.some((letter) => letter !== "C" && proofs[letter].length === 0);
  const status = worstOf([
    ...against,
    ...(unproven ? ["not proven" as const] : []),
    ...parity(row, evaluation),
  ]);
  return { id: row.id, status, proofs: Object.values(proofs).flat() };
}

function worstOf(against: readonly Finding["status"][]): RowStatus {
  if (against.includes("failed")) return "not ready";
  return against.length > 0 ? "not proven" : "ready";
}

/** What the comparison of the stacks says against a row that rests on it: no rule can stand in for it. */
function parity(row: Requirement, evaluation: Evaluation): ("failed" | "not proven")[] {
  if (!otherProofs[row.id]?.parity) return [];
  if (!evaluation.parity.every((difference) => difference.intended)) return ["failed"];
  return evaluation.comparedWith ? [] : ["not proven"];
}

/** All of the row's resource types, or nothing: half a platform proves nothing. */
function infrastructure(row: Requirement, { resources }: Evaluation): string[] {
  const made = new Set(resources.map((resource) => resource.type));
  const found = (otherProofs[row.id]?.infrastructure ?? []).map((types) =>
    [types].flat().find((type) => made.has(type)),
  );
  return found.every((type) => type !== undefined) ? found.map((type) => `infrastructure:${type}`) : [];
}

/** All of the row's chapters, or nothing. */
function documents({ id }: Requirement, { shipped }: Evaluation): string[] {
  const { documents = [] } = otherProofs[id] ?? {};
  return documents.every((chapter) => shipped.chapters.includes(chapter))
    ? documents.map((chapter) => `document:${chapter}`)
    : [];
}

/** A workflow counts when it runs every command, each after the one before. */
function workflow({ id }: Requirement, { shipped }: Evaluation): string[] {
  const { workflow } = otherProofs[id] ?? {};
  if (!workflow) return [];
  let from = 0;
  for (const command of workflow.runs) {
    const at = (shipped.workflows[workflow.file] ?? []).findIndex(
      (line, index) => index >= from && line.startsWith(command),
    );
    if (at === -1) return [];
    from = at + 1;
  }
  return [`workflow:${workflow.file}`];
}

function checks(row: Requirement, evaluation: Evaluation, blocking: readonly Finding[]): string[] {
  const refuted = new Set(blocking.map((finding) => finding.rule));
  const waived = new Set(
    evaluation.findings.filter(({ status }) => status === "waived").map(({ rule }) => rule),
  );
  const { config = [], parity: compared } = otherProofs[row.id] ?? {};
  return [
    ...evaluation.rules
      .filter((rule) => rule.requirements.includes(row.id) && isProof(rule) && !refuted.has(rule.id))
      .map((rule) => `rule:${rule.id}${note(rule, waived, evaluation.environment)}`),
    ...config.map((path) => `config:${path}`),
    ...(compared && parity(row, evaluation).length === 0 ? [`parity:${evaluation.comparedWith}`] : []),
  ];
}

/** A rule that saw no resource proves nothing, unless its environment need not have any of them. */
const isProof = (rule: RuleInfo): boolean =>
  !rule.advisory && !rule.afterDeploy && (rule.judged > 0 || rule.notAsked === true);

function note(rule: RuleInfo, waived: ReadonlySet<string>, environment: string): string {
  if (rule.notAsked) return ` (not asked of ${environment})`;
  return waived.has(rule.id) ? " (with a waiver)" : "";
}

function asFinding(problem: string, { project, stack }: Evaluation): Finding {
  return {
    rule: evaluationRule,
    requirements: problem.match(/\b[GCPWK]\d{2}\b/g) ?? [],
    enforcement: "mandatory",
    status: "not proven",
    resource: rootUrn({ project, stack }),
    message: problem,
    fix: "Make the stack decidable: until then nothing else in this report can be relied on.",
  };
}
