import type { Finding, ParityDifference } from "../types.ts";

/** Findings that one change mends: the same rule, the same order to the reader. */
export interface RuleGroup {
  readonly rule: string;
  readonly fix: string;
  readonly findings: readonly Finding[];
}

export interface RequirementGroup {
  /** The register row, or "" for findings that cite none. */
  readonly id: string;
  /** Other rows that the same findings hold back. */
  readonly also: readonly string[];
  readonly rules: readonly RuleGroup[];
}

/**
 * Findings by the first requirement that they cite, then by rule. What holds back most stands first, since that is what
 * to fix first; equals stand in the register's own order.
 */
export function groupByRequirement(
  findings: readonly Finding[],
  order: readonly string[],
): RequirementGroup[] {
  return [...grouped(findings, (finding) => finding.requirements[0] ?? "")]
    .map(([id, own]) => ({
      id,
      also: [...new Set(own.flatMap((finding) => finding.requirements))].filter((other) => other !== id),
      rules: [...grouped(own, (finding) => finding.rule)].map(([rule, same]) => ({
        rule,
        fix: same[0]?.fix ?? "",
        findings: same,
      })),
    }))
    .sort((a, b) => size(b) - size(a) || order.indexOf(a.id) - order.indexOf(b.id));
}

/** Intended differences of the stacks by their reason, the most frequent first. */
export function reasons(
  meant: readonly ParityDifference[],
): { why: string; count: number; paths: string[] }[] {
  return [...grouped(meant, (difference) => difference.why ?? "no reason given")]
    .map(([why, own]) => ({
      why,
      count: own.length,
      paths: [...new Set(own.map(({ path }) => path || "a whole resource"))],
    }))
    .sort((a, b) => b.count - a.count);
}

const size = (group: RequirementGroup): number =>
  group.rules.reduce((sum, rule) => sum + rule.findings.length, 0);

function grouped<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}
