import { createRequire } from "node:module";
import type { Builder, TestSuite } from "junit-report-builder";
import { nameOf } from "../../program/urn.ts";
import { requirement } from "../../register/requirements.ts";
import type { Evaluation, Finding, RequirementRow, RuleInfo } from "../../types.ts";
import { plural } from "../text.ts";
import type { Told, ToldStack } from "./told.ts";

/** Its typings speak of a default inside of the default, which the package does not have. */
const junit: Builder = createRequire(import.meta.url)("junit-report-builder");

/** What a report says of one thing that was tested. */
type Verdict =
  | { readonly kind: "passed"; readonly note?: string }
  | { readonly kind: "failed"; readonly type: string; readonly message: string; readonly detail: string }
  | { readonly kind: "skipped"; readonly why: string };

/** JUnit's XML: a test case for each requirement and each rule, by stack. */
export function junitReport({ stacks, refused }: Told): string {
  const builder = junit.newBuilder();
  for (const stack of stacks) {
    const named = (what: string) =>
      builder.testSuite().name(`${stack.evaluation.project} ${stack.report.stack}: ${what}`);
    const rows = named("requirements");
    for (const row of stack.report.requirements)
      told(rows, `${row.id} ${requirement(row.id).demand}`, "requirements", ofRow(row, stack));
    const rules = named("rules");
    for (const rule of stack.evaluation.rules.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      told(rules, `${rule.id}: ${rule.title}`, "rules", ofRule(rule, stack));
  }
  for (const { stack, why } of refused)
    builder
      .testSuite()
      .name(`${stack}: judged`)
      .testCase()
      .className("golive")
      .name(`${stack} can be judged`)
      .error(printable(why));
  return `${builder.build()}\n`;
}

function told(suite: TestSuite, name: string, className: string, verdict: Verdict): void {
  const one = suite.testCase().className(`golive.${className}`).name(printable(name));
  if (verdict.kind === "skipped") one.skipped().standardOutput(printable(verdict.why));
  else if (verdict.kind === "failed")
    one.failure(printable(verdict.message), verdict.type).standardOutput(printable(verdict.detail));
  else if (verdict.note) one.standardOutput(printable(verdict.note));
}

function ofRow(row: RequirementRow, { report }: ToldStack): Verdict {
  const { id } = row;
  if (row.status === "ready") return { kind: "passed", note: row.proofs.join("\n") };
  const against = report.findings.filter((one) => one.status !== "waived" && one.requirements.includes(id));
  return {
    kind: "failed",
    type: row.status,
    message: against[0] ? lineOf(against[0]) : `nothing in this stack proves: ${requirement(id).demand}`,
    detail: detailOf(row, against),
  };
}

const detailOf = ({ proofs }: RequirementRow, against: readonly Finding[]): string =>
  [...against.map(lineOf), ...proofs.map((proof) => `proven in part by ${proof}`)].join("\n");

function ofRule(rule: RuleInfo, { report, evaluation }: ToldStack): Verdict {
  const own = report.findings.filter((one) => one.rule === rule.id);
  const blocking = own.filter(
    ({ status, enforcement }) => status !== "waived" && enforcement === "mandatory",
  );
  const [first] = blocking.toSorted((a, b) => (a.status < b.status ? -1 : 1)); // failed before not proven
  if (first && (first.status === "failed" || !rule.afterDeploy))
    return {
      kind: "failed",
      type: first.status,
      message:
        blocking.length === 1 ? lineOf(first) : `${plural(blocking.length, "finding")}: ${lineOf(first)}`,
      detail: blocking.map(lineOf).join("\n"),
    };
  const why = idle(rule, evaluation);
  if (why) return { kind: "skipped", why };
  return own.length > 0 ? { kind: "passed", note: own.map(lineOf).join("\n") } : { kind: "passed" };
}

/** A rule that judged nothing has not passed. */
function idle({ afterDeploy, notAsked, judged }: RuleInfo, { environment }: Evaluation): string | undefined {
  if (afterDeploy) return "decidable only after deploy: rehearsed, never counted as passed";
  if (notAsked) return `not asked of ${environment}`;
  return judged === 0 ? "it had nothing to judge" : undefined;
}

const lineOf = ({ rule, resource, message, fix, status }: Finding): string =>
  `[${rule}] ${nameOf(resource)}: ${status === "failed" ? "" : `${status}: `}${message}${fix === "" ? "" : ` → ${fix}`}`;

/** XML 1.0 has no control characters, however they are escaped. */
const printable = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
