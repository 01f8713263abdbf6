import {
  type Policies,
  type ResourceValidation,
  type ResourceValidationArgs,
  type StackValidationArgs,
  UnknownValueError,
} from "@pulumi/policy";
import type { Context } from "./context.ts";
import { formatMessage } from "./message.ts";
import type { Props, ResourceFacts, ResourceRule, Rule, RuleText, StackRule } from "./rule.ts";
import { providerOf, viewOf } from "./view-of.ts";
import { waiverHygiene } from "./waiver-hygiene.ts";
import { Waivers } from "./waivers.ts";

/** What a rule says of one resource or of the stack. */
export interface Finding {
  readonly says: string;
  readonly notProven: boolean;
}

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
        for (const finding of judge(rule, args)) {
          const text = mandatory(rule, finding, waivers, args.name);
          if (text !== undefined) report(text);
        }
      }),
    })),
    {
      name: "stack",
      description: "Relations over the whole stack",
      validateStack: ({ resources }: StackValidationArgs, report: Report) => {
        const stack = viewOf(resources);
        const whole = stack.all("pulumi:pulumi:Stack")[0]?.name ?? "stack";
        for (const rule of stackRules)
          for (const { node, says, notProven = false } of rule.findings(stack)) {
            const text = mandatory(rule, { says, notProven }, waivers, node?.name ?? whole);
            if (text !== undefined) report(text, node?.urn);
          }
      },
    },
    ...(waivers.any ? waivedPolicies(resourceRules, stackRules, waivers) : []),
  ];
}

type Report = (message: string, urn?: string) => void;

export const isResourceRule = (rule: Rule): rule is ResourceRule => rule.scope === "resource";
export const isStackRule = (rule: Rule): rule is StackRule => rule.scope === "stack";

/** A violation has its policy's level, so what is waived is shown by policies of its own: as advice, never hidden. */
function waivedPolicies(
  resourceRules: readonly ResourceRule[],
  stackRules: readonly StackRule[],
  waivers: Waivers,
): Policies {
  return [
    {
      name: "waived",
      description: "Waived for a reason, until a day",
      enforcementLevel: "advisory",
      validateResource: (args, report) => {
        for (const rule of resourceRules)
          if (waivers.names(rule.id) && [rule.judges].flat().includes(args.type))
            for (const finding of judge(rule, args)) {
              const text = excused(rule, finding, waivers, args.name);
              if (text !== undefined) report(text);
            }
      },
    },
    {
      name: "waived-stack",
      description: "Waived for a reason, until a day",
      enforcementLevel: "advisory",
      validateStack: ({ resources }, report) => {
        const named = stackRules.filter((rule) => waivers.names(rule.id));
        if (named.length === 0) return;
        const stack = viewOf(resources);
        const whole = stack.all("pulumi:pulumi:Stack")[0]?.name ?? "stack";
        for (const rule of named)
          for (const { node, says, notProven = false } of rule.findings(stack)) {
            const text = excused(rule, { says, notProven }, waivers, node?.name ?? whole);
            if (text !== undefined) report(text, node?.urn);
          }
      },
    },
  ];
}

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

/** Not knowing is not passing. Any other error is a fault of the rule, and stops the pack. */
export function judgeResource(rule: ResourceRule, props: Props, facts: ResourceFacts): readonly Finding[] {
  try {
    return rule.findings(props, facts).map((says) => ({ says, notProven: false }));
  } catch (error) {
    if (!(error instanceof Error && error instanceof UnknownValueError)) throw error;
    const path = /at \.(\S+)/.exec(error.message)?.[1] ?? "a property";
    return rule.afterDeploy ? [] : [{ says: `${path} is known only after deploy`, notProven: true }];
  }
}

/** The violation, unless a waiver excuses it or the rule waits for the deployment. */
function mandatory(rule: RuleText, finding: Finding, waivers: Waivers, resource: string): string | undefined {
  if (finding.notProven && rule.afterDeploy) return undefined;
  const debt = waivers.on(rule.id, resource);
  if (debt?.holds) return undefined;
  return formatMessage({
    rule: rule.id,
    status: finding.notProven ? "not proven" : "failed",
    finding: debt ? `${finding.says} (its waiver ended on ${debt.waiver.until})` : finding.says,
    fix: rule.fix,
    requirements: rule.requirements,
  });
}

function excused(rule: RuleText, finding: Finding, waivers: Waivers, resource: string): string | undefined {
  const debt = waivers.on(rule.id, resource);
  if (!debt?.holds || (finding.notProven && rule.afterDeploy)) return undefined;
  return formatMessage({ rule: rule.id, status: "waived", finding: finding.says, waiver: debt.waiver });
}
