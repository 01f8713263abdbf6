import type { Budget } from "@aws-sdk/client-budgets";
import type { CostAllocationTag } from "@aws-sdk/client-cost-explorer";
import { type Condition, condition } from "../condition.ts";

/** The tags by which the budget tells this stack's costs from those of others. */
export const costTags = ["product", "environment"] as const;

/** What AWS says of the stack's budget. */
export interface Seen {
  /** Undefined where the account is paid for by another, which alone is told. */
  readonly tags: readonly CostAllocationTag[] | undefined;
  /** Undefined: there is no such budget. */
  readonly budget: Budget | undefined;
}

const dayMs = 86_400_000;
const payer = "in the account that pays, under Billing and Cost Management, Cost allocation tags";

/** Everything that must be so before the budget counts what the stack costs (G15). */
export function conditionsOf(
  { tags, budget }: Seen,
  { stack, now }: { readonly stack: string; readonly now: Date },
): readonly Condition[] {
  const spent = Number(budget?.CalculatedSpend?.ActualSpend?.Amount ?? 0);
  return [
    ...costTags.map((key) => tagged(key, tags, spent)),
    condition("budget", budget !== undefined, {
      found: budget
        ? `${Number(budget.BudgetLimit?.Amount ?? 0)} ${budget.BudgetLimit?.Unit ?? ""} a month`
        : "not there",
      todo: `\`./golive up ${stack}\` makes it`,
    }),
    ...(budget ? [counting(budget, spent, now)] : []),
  ];
}

/** AWS counts by a tag from the day on which somebody makes it a cost allocation tag ("Activating user-defined cost allocation tags"). */
function tagged(key: string, tags: Seen["tags"], spent: number): Condition {
  const name = `tag ${key}`;
  if (tags === undefined)
    return condition(name, spent > 0, {
      found: spent > 0 ? "active, or nothing would be counted" : "only the account that pays is told",
      todo: `have "${key}" made active ${payer}`,
    });
  const status = tags.find(({ TagKey }) => TagKey === key)?.Status;
  return condition(name, status === "Active", {
    found: status?.toLowerCase() ?? "not there",
    todo: status
      ? `make "${key}" active ${payer}; costs of before are not counted`
      : `AWS lists a tag a day after something carries it: look again then, and make "${key}" active ${payer}`,
  });
}

/** A budget is brought up to date a few times a day: for two days nothing is no news, in a month as in its life. */
function counting(budget: Budget, spent: number, now: Date): Condition {
  const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
  const since = Math.max(month, budget.LastUpdatedTime?.getTime() ?? 0);
  const early = now.getTime() - since < 2 * dayMs;
  const unit = budget.CalculatedSpend?.ActualSpend?.Unit ?? "USD";
  return condition("spending", spent > 0 || early, {
    found:
      spent > 0 ? `${spent} ${unit} this month` : early ? "nothing yet, as is usual for two days" : "nothing",
    todo: `the stack runs and costs nothing, so nothing is counted: are the tags active ${payer}, and does Cost Explorer show costs by them?`,
  });
}
