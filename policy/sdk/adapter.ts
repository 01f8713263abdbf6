import type {
  Policies,
  ResourceValidation,
  ResourceValidationArgs,
  StackValidation,
  StackValidationPolicy,
} from "@pulumi/policy";
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
 * here that is a finding like any other. All stack rules share one policy, because each deserialises the whole stack anew.
 */
export function policiesOf(rules: readonly Rule[], context: Context, today = new Date()): Policies {
  const waivers = new Waivers(context.waivers, today);
  const active = rules.filter((rule) => rule.floor === undefined || rule.floor === context.floor);
  const resourceRules = active.filter(isResourceRule);
  const stackRules = [...active.filter(isStackRule), waiverHygiene(waivers, rules)];
  return [
    ...resourceRules.map((rule) => ({
      name: rule.id,
      description: rule.title,
      remediationSteps: rule.fix,
      validateResource: typed(rule, (args, report) => {
        for (const text of judge(rule, args).flatMap(violation(waivers))) report(text);
      }),
    })),
    {
      name: "stack",
      description: "Relations over the whole stack",
      validateStack: over(stackRules, violation(waivers)),
    },
    ...(waivers.any ? waivedPolicies(resourceRules, stackRules, waivers) : []),
  ];
}

/** A violation has its policy's level, so what is waived is shown by policies of its own: as advice, never hidden. */
function waivedPolicies(
  resourceRules: readonly ResourceRule[],
  stackRules: readonly StackRule[],
  waivers: Waivers,
): Policies {
  const named = (rule: Rule): boolean => waivers.names(rule.id);
  const common = { description: "Waived for a reason, until a day", enforcementLevel: "advisory" } as const;
  const onResources = resourceRules.filter(named);
  const onStack: StackValidationPolicy = {
    ...common,
    name: "waived-stack",
    validateStack: over(stackRules.filter(named), waived(waivers)),
  };
  return [
    {
      ...common,
      name: "waived",
      validateResource: (args, report) => {
        for (const rule of onResources)
          if ([rule.judges].flat().includes(args.type))
            for (const text of judge(rule, args).flatMap(waived(waivers))) report(text);
      },
    },
    ...(stackRules.some(named) ? [onStack] : []),
  ];
}

/** What is said of a finding: one text or none. */
type Wording = (finding: Finding) => readonly string[];

const over =
  (rules: readonly StackRule[], wording: Wording): StackValidation =>
  ({ resources }, report) => {
    for (const finding of judgeStack(rules, viewOf(resources)))
      for (const text of wording(finding)) report(text, finding.urn);
  };

/** A rule for one type gets the SDK's own fast filter, which reads the type off the function. */
function typed(rule: ResourceRule, validate: ResourceValidation): ResourceValidation {
  const types = [rule.judges].flat();
  if (types.length === 1) return Object.assign(validate, { __pulumiType: types[0] });
  const judged = new Set(types);
  return (args, report) => (judged.has(args.type) ? validate(args, report) : undefined);
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
