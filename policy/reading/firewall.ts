import type { StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { webAcl, webAclRule } from "./aws-types.ts";
import { fields, type Json, list, parsed } from "./json.ts";
import { perStack } from "./per-stack.ts";

/** One rule of a web ACL, however a program wrote it. */
export interface FirewallRule {
  readonly name: string;
  /** In the words of WAF's API. */
  readonly statement: Json;
  readonly action: "block" | "count" | "other";
  /** What a refused request is answered; 403 where nothing is said. */
  readonly status: number;
  /** Only marks requests for rules after it. */
  readonly labels: boolean;
  readonly measured: boolean;
}

export interface Firewall {
  readonly node: Node;
  /** Undefined where a rule is not known before deploy. */
  readonly rules: readonly FirewallRule[] | undefined;
}

/** The web ACLs of a stack with their rules: raw JSON, rules inside, and rules that are resources of their own. */
export const firewalls = perStack((stack): readonly Firewall[] =>
  stack.all(webAcl).map((node) => ({ node, rules: rulesOf(stack, node) })),
);

/** Judges firewalls by their rules: one whose rules are not known before deploy is not proven, and so not ready. */
export const eachFirewall = (
  judged: readonly Firewall[],
  wrong: (rules: readonly FirewallRule[], node: Node) => readonly string[],
): readonly StackFinding[] =>
  judged.flatMap(({ node, rules }): readonly StackFinding[] =>
    rules
      ? wrong(rules, node).map((says) => ({ node, says }))
      : [{ node, says: "its rules are not known before deploy", notProven: true }],
  );

function rulesOf(stack: StackView, node: Node): readonly FirewallRule[] | undefined {
  if (node.isUnknown("ruleJson") || node.isUnknown("rules")) return undefined;
  const beside = stack.pointing(webAclRule, "webAclArn", node);
  if (beside.some((one) => ["statement", "action", "overrideAction"].some((part) => one.isUnknown(part))))
    return undefined;
  const given = parsed(node.known("ruleJson")) ?? node.known("rules") ?? [];
  const separate = beside.map((one) =>
    Object.fromEntries(
      ["name", "statement", "action", "overrideAction", "ruleLabels", "visibilityConfig"].map((part) => [
        part,
        one.known(part),
      ]),
    ),
  );
  return [...list(given), ...separate].map((one) => ruleOf(fields(inApiWords(one))));
}

function ruleOf({
  Name,
  Statement,
  Action,
  OverrideAction,
  RuleLabels,
  VisibilityConfig,
}: Json): FirewallRule {
  const action = fields(Action);
  const response = fields(fields(action.Block).CustomResponse).ResponseCode;
  const group =
    "ManagedRuleGroupStatement" in fields(Statement) || "RuleGroupReferenceStatement" in fields(Statement);
  const counts = group ? "Count" in fields(OverrideAction) : "Count" in action;
  const blocks = group ? !counts : "Block" in action;
  return {
    name: String(Name ?? ""),
    statement: fields(Statement),
    action: counts ? "count" : blocks ? "block" : "other",
    status: typeof response === "number" ? response : 403,
    labels: list(RuleLabels).length > 0,
    measured:
      fields(VisibilityConfig).CloudwatchMetricsEnabled === true ||
      fields(VisibilityConfig).CloudWatchMetricsEnabled === true,
  };
}

/** A rule that refuses, or that would and counts for now: for how long it may is another rule's question. */
export const refuses = ({ action, labels }: FirewallRule): boolean =>
  action === "block" || (action === "count" && !labels);

/** All statements of a rule, outermost first, whatever nests them. */
export function within(statement: Json): readonly Json[] {
  const nested = [
    "AndStatement",
    "OrStatement",
    "NotStatement",
    "RateBasedStatement",
    "ManagedRuleGroupStatement",
  ]
    .map((kind) => fields(statement[kind]))
    .flatMap(({ Statements, Statement, ScopeDownStatement }) => [
      ...list(Statements),
      ...list(Statement),
      ScopeDownStatement,
    ])
    .filter((one) => one !== undefined)
    .map(fields);
  return [statement, ...nested.flatMap(within)];
}

/** The parts of a statement of one kind, anywhere in a rule. */
export const parts = (rule: FirewallRule, kind: string): readonly Json[] =>
  within(rule.statement).flatMap((one) => (kind in one ? [fields(one[kind])] : []));

/** True only of requests from certain networks, by the address of the connection: a header says what its writer likes. */
export const ofNetworks = (statement: Json): boolean =>
  [statement, ...list(fields(statement.AndStatement).Statements).map(fields)].some((one) =>
    ["AsnMatchStatement", "IPSetReferenceStatement", "IpSetReferenceStatement"].some(
      (kind) => kind in one && !Object.keys(fields(one[kind])).some((key) => /forwarded/i.test(key)),
    ),
  );

/** Statements about one header, of whichever kind. */
export const aboutHeader = (rule: FirewallRule): readonly string[] =>
  within(rule.statement).flatMap((one) =>
    Object.values(one).flatMap((part) => {
      const name = fields(fields(fields(part).FieldToMatch).SingleHeader).Name;
      return typeof name === "string" ? [name.toLowerCase()] : [];
    }),
  );

/** The keys as the API writes them: inline rules begin theirs with a small letter. */
function inApiWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inApiWords);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      part === undefined ? [] : [[key.charAt(0).toUpperCase() + key.slice(1), inApiWords(part)]],
    ),
  );
}
