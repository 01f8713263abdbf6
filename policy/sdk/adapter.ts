import type {
  Policies,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Launch } from "../launch.ts";
import { formatMessage } from "../message.ts";
import type { ResourceRule, Rule, StackRule } from "../rule.ts";
import { waiverHygiene } from "../waivers/waiver-hygiene.ts";
import { Waivers } from "../waivers/waivers.ts";
import type { Context } from "./context.ts";
import { type Finding, isResourceRule, isStackRule, judgeResource, judgeStack } from "./judge.ts";
import { providerOf } from "./recorded.ts";
import { viewOf } from "./view-of.ts";

/**
 * The rules as the SDK takes them. Alone, the SDK only advises when a value is unknown at preview, and stops the rule there;
 * here that is a finding like any other.
 *
 * There are two policies and not one a rule, because for each policy the SDK deserialises a resource, or the whole stack,
 * anew: with 170 of them that was most of the time. The message names the rule.
 */
export function policiesOf(rules: readonly Rule[], context: Context, today = new Date()): Policies {
  const neverWaived = new Set(rules.filter((rule) => rule.neverWaived).map((rule) => rule.id));
  const waivers = new Waivers(context.waivers, today, neverWaived);
  const active = rules.filter((rule) => rule.floor === undefined || rule.floor === context.floor);
  const resourceRules = active.filter(isResourceRule);
  const stackRules = [...active.filter(isStackRule), waiverHygiene(waivers, rules)];
  return [
    {
      name: "resource",
      description: "Each resource by itself",
      validateResource: each(resourceRules, violation(waivers)),
    },
    {
      name: "stack",
      description: "Relations over the whole stack",
      validateStack: over(stackRules, violation(waivers), context.launch),
    },
    ...waivedPolicies(resourceRules, stackRules, waivers, context.launch),
  ];
}

/** A violation has its policy's level, so what is waived is shown by policies of its own: as advice, never hidden. */
function waivedPolicies(
  resourceRules: readonly ResourceRule[],
  stackRules: readonly StackRule[],
  waivers: Waivers,
  launch: Launch,
): Policies {
  const named = (rule: Rule): boolean => waivers.names(rule.id);
  const common = { description: "Waived for a reason, until a day", enforcementLevel: "advisory" } as const;
  const onResources: ResourceValidationPolicy = {
    ...common,
    name: "waived",
    validateResource: each(resourceRules.filter(named), waived(waivers)),
  };
  const onStack: StackValidationPolicy = {
    ...common,
    name: "waived-stack",
    validateStack: over(stackRules.filter(named), waived(waivers), launch),
  };
  return [...(resourceRules.some(named) ? [onResources] : []), ...(stackRules.some(named) ? [onStack] : [])];
}

/** What is said of a finding: one text or none. */
type Wording = (finding: Finding) => readonly string[];

const over =
  (rules: readonly StackRule[], wording: Wording, launch: Launch): StackValidation =>
  ({ resources }, report) => {
    for (const finding of judgeStack(rules, viewOf(resources, launch)))
      for (const text of wording(finding)) report(text, finding.urn);
  };

function each(rules: readonly ResourceRule[], wording: Wording): ResourceValidation {
  const byType = new Map<string, ResourceRule[]>();
  for (const rule of rules)
    for (const type of [rule.judges].flat()) byType.set(type, [...(byType.get(type) ?? []), rule]);
  return (args, report) => {
    for (const rule of byType.get(args.type) ?? [])
      for (const text of judge(rule, args).flatMap(wording)) report(text);
  };
}

const judge = (rule: ResourceRule, args: ResourceValidationArgs): readonly Finding[] =>
  judgeResource(rule, args.props, {
    name: args.name,
    type: args.type,
    protect: args.opts.protect,
    deleteBeforeReplace: args.opts.deleteBeforeReplace ?? false,
    get provider() {
      return providerOf(args.provider);
    },
  });

/** The violation, unless a waiver excuses it. */
const violation =
  (waivers: Waivers): Wording =>
  ({ rule, resource, says, notProven }) => {
    const debt = waivers.on(rule.id, resource);
    if (debt?.holds) return [];
    const finding = debt ? `${says} (its waiver ended on ${debt.waiver.until})` : says;
    const status = notProven ? "not proven" : "failed";
    return [
      formatMessage({ rule: rule.id, status, finding, fix: rule.fix, requirements: rule.requirements }),
    ];
  };

const waived =
  (waivers: Waivers): Wording =>
  ({ rule, resource, says }) => {
    const debt = waivers.on(rule.id, resource);
    return debt?.holds
      ? [formatMessage({ rule: rule.id, status: "waived", finding: says, waiver: debt.waiver })]
      : [];
  };
