import { parseMessage } from "../../policy/message.ts";
import type { Rule } from "../../policy/rule.ts";
import { rules } from "../../policy/rules.ts";
import { DependencyFailed } from "../errors.ts";
import type { Finding, ResourceInfo, RuleInfo } from "../types.ts";
import type { Violation } from "./analyzer.ts";

/** The pack's words as findings, in an order that does not depend on which answer came first. */
export function findingsOf(violations: readonly Violation[]): Finding[] {
  return violations.map(finding).sort((a, b) => order(a).localeCompare(order(b)));
}

const order = ({ rule, resource, message }: Finding): string => `${rule}\n${resource}\n${message}`;

const byId = new Map(rules.map((rule) => [rule.id, rule]));

function finding({ message, enforcement, urn, policy }: Violation): Finding {
  const said = parseMessage(message);
  if (!said)
    throw new DependencyFailed(
      `the policy "${policy}" said something that is no finding of this pack: ${message}`,
    );
  const rule = byId.get(said.rule);
  const fix = said.status === "waived" ? (rule?.fix ?? "") : said.fix;
  const requirements = said.status === "waived" ? (rule?.requirements ?? []) : said.requirements;
  return {
    rule: said.rule,
    requirements,
    enforcement,
    status: said.status,
    resource: urn,
    message: words(said),
    fix,
  };
}

function words(said: NonNullable<ReturnType<typeof parseMessage>>): string {
  if (said.status !== "waived") return said.finding;
  const { reason, owner, until } = said.waiver;
  return `${said.finding} (waived until ${until} by ${owner}: ${reason})`;
}

/** Each rule, and how many resources of the stack it really is about: one that is about none of them proves nothing. */
export function rulesOf(resources: readonly ResourceInfo[], environment: string): RuleInfo[] {
  const count = new Map<string, number>();
  for (const { type } of resources) count.set(type, (count.get(type) ?? 0) + 1);
  return rules.map((rule) => ({
    id: rule.id,
    title: rule.title,
    requirements: rule.requirements,
    judged: typesOf(rule).reduce((sum, type) => sum + (count.get(type) ?? 0), 0),
    ...(rule.afterDeploy ? { afterDeploy: true } : {}),
    ...(rule.floor === "production" && environment !== "production" ? { notAsked: true } : {}),
  }));
}

const typesOf = ({ judges }: Rule): readonly string[] => (typeof judges === "string" ? [judges] : judges);
