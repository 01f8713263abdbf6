import { otherProofs } from "../../readiness/register/proofs.ts";
import { requirements } from "../../readiness/register/requirements.ts";
import type { CostReport, Evaluation, Finding, RuleInfo } from "../../readiness/types.ts";

/** A rule that judged something and found nothing; by default for one row alone. */
export const passing = (id: string, ...rows: string[]): RuleInfo => ({
  id,
  title: "It holds",
  requirements: rows,
  judged: 2,
});

/** Of a stack in which nothing is billed. */
export const noCost: CostReport = {
  currency: "USD",
  hours: 730,
  region: "eu-central-1",
  pricesOf: "2025-06",
  total: { low: 0, high: 0 },
  fixed: { low: 0, high: 0 },
  usage: { low: 0, high: 0 },
  lines: [],
  notPriced: [],
  assumptions: [],
  budget: null,
};

/** What every proven workflow runs. */
const allCommands = Object.values(otherProofs).flatMap(({ workflow }) => workflow?.runs ?? []);

export const finding = (rule: string, requirement: string, more: Partial<Finding> = {}): Finding => ({
  rule,
  requirements: [requirement],
  enforcement: "mandatory",
  status: "failed",
  resource: "urn:pulumi:production::shop::aws:rds/instance:Instance::database",
  message: "deletionProtection is not true",
  fix: "Set deletionProtection: true.",
  ...more,
});

/** What is beside rules and findings, where a test is about none of it. */
export const besides = {
  images: [],
  parity: [],
  dataMap: [],
  surface: [],
  breakers: [],
  cost: noCost,
  deployment: { seconds: 0, chain: [] },
  shapes: [],
  comparedWith: "staging",
  problems: [],
} satisfies Partial<Evaluation>;

/** A stack in which every row has all its proofs: one rule for each row, and each type of resource once. */
export function readyEvaluation(more: Partial<Evaluation> = {}): Evaluation {
  const types = [
    ...new Set(Object.values(otherProofs).flatMap(({ infrastructure = [] }) => infrastructure.flat())),
  ];
  return {
    stack: "production",
    project: "shop",
    environment: "production",
    resources: types.map((type) => ({ type, name: "one", urn: `urn:pulumi:production::shop::${type}::one` })),
    ...besides,
    findings: [],
    rules: requirements.map(({ id }) => passing(`rule-for-${id.toLowerCase()}`, id)),
    shipped: {
      chapters: Object.values(otherProofs).flatMap(({ documents = [] }) => documents),
      workflows: Object.fromEntries(
        Object.values(otherProofs).flatMap(({ workflow }) =>
          workflow ? [[workflow.file, allCommands]] : [],
        ),
      ),
    },
    timings: { total: 1234 },
    ...more,
  };
}
