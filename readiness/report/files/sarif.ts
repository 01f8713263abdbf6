import { createHash } from "node:crypto";
import sarif from "node-sarif-builder";
import type { RuleText } from "../../../policy/rule.ts";
import { nameOf } from "../../program/urn.ts";
import { requirement } from "../../register/requirements.ts";
import { evaluationRule } from "../../register/verdict.ts";
import type { Finding } from "../../types.ts";
import { placesIn } from "./places.ts";
import type { RefusedStack, Told, ToldStack } from "./told.ts";

const { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } = sarif;
type Result = InstanceType<typeof SarifResultBuilder>;

/** SARIF 2.1.0, for code scanning: one run, each finding at the line of the stack file that it is about. */
export function sarifReport({ stacks, refused, version }: Told, rules: readonly RuleText[]): string {
  const run = new SarifRunBuilder().initSimple({ toolDriverName: "golive", toolDriverVersion: version });
  for (const rule of [...rules, incomplete].toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    run.addRule(described(rule));
  for (const stack of stacks) for (const result of resultsOf(stack)) run.addResult(result);
  for (const one of refused) run.addResult(unjudged(one));
  const log = new SarifBuilder();
  log.addRun(run);
  return `${log.buildSarifJsonString({ indent: true })}\n`;
}

const incomplete: RuleText = {
  id: evaluationRule,
  title: "A stack can be judged as a whole",
  requirements: ["K25"],
  why: "What cannot be evaluated is not proven, and what is not proven is not ready.",
  fix: "Make the stack decidable: until then nothing else in this report can be relied on.",
};

function described({ id, title, why, fix, requirements }: RuleText) {
  const rule = new SarifRuleBuilder().initSimple({
    ruleId: id,
    shortDescriptionText: title,
    fullDescriptionText: why,
  });
  const asked = requirements.map((row) => `${row}: ${requirement(row).demand}`);
  rule.rule.help = {
    text: [why, `Fix: ${fix}`, ...asked].join("\n"),
    markdown: [why, `**Fix:** ${fix}`, asked.map((line) => `- ${line}`).join("\n")].join("\n\n"),
  };
  rule.rule.properties = { tags: [...requirements] };
  return rule;
}

function resultsOf({ report, file, text }: ToldStack): Result[] {
  const place = placesIn(text);
  return report.findings.map((finding) => {
    const at = place(finding) ?? { line: 1, column: 1 };
    const { rule, status, enforcement, resource, message, fix } = finding;
    const result = located(
      {
        level: levelOf(finding),
        ruleId: rule,
        messageText: [
          `${report.stack}: ${nameOf(resource)}: ${status === "not proven" ? "not proven: " : ""}${message}`,
          ...(fix === "" ? [] : [fix]),
        ].join("\n"),
      },
      file,
      at,
    );
    result.result.partialFingerprints = { "golive/v1": digest(report.stack, rule, resource, message) };
    result.result.properties = { stack: report.stack, status, enforcement, resource };
    if (status === "waived")
      result.result.suppressions = [{ kind: "external", status: "accepted", justification: message }];
    return result;
  });
}

const levelOf = ({ status, enforcement }: Finding): "error" | "warning" | "note" =>
  status === "waived" ? "note" : status === "failed" && enforcement === "mandatory" ? "error" : "warning";

function unjudged({ stack, file, why }: RefusedStack): Result {
  const result = located(
    { level: "error", ruleId: evaluationRule, messageText: `${stack} could not be judged: ${why}` },
    file,
    { line: 1, column: 1 },
  );
  result.result.partialFingerprints = { "golive/v1": digest(stack, evaluationRule, why) };
  return result;
}

function located(
  what: { level: "error" | "warning" | "note"; ruleId: string; messageText: string },
  fileUri: string,
  { line, column }: { line: number; column: number },
): Result {
  return new SarifResultBuilder().initSimple({
    ...what,
    fileUri,
    startLine: line,
    startColumn: column,
    endLine: line,
    endColumn: column + 1,
  });
}

/** The same finding has the same digest tomorrow: code scanning knows it again wherever its line has gone. */
const digest = (...parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
