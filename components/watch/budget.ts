import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface BudgetArgs {
  /** Its name in AWS. */
  readonly name: string;
  readonly monthlyUsd: number;
  /** Tags by which costs are told from those of other stacks of the account. */
  readonly tags: Readonly<Record<string, string>>;
  /** Where it opens a ticket. */
  readonly topicArn: pulumi.Input<string>;
}

/** When somebody is told: what was spent already, and what will have been at the month's end. */
const told = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/** What a month may cost. AWS counts by tag only once the tag is a cost allocation tag of the account. */
export const budget = (name: string, args: BudgetArgs, parent: pulumi.Resource): aws.budgets.Budget =>
  new aws.budgets.Budget(
    name,
    {
      name: args.name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(args.monthlyUsd),
      limitUnit: "USD",
      metrics: "UnblendedCost",
      filterExpression: {
        ands: Object.entries(args.tags).map(([key, value]) => ({ tags: { key, values: [value] } })),
      },
      notifications: told.map((when) => ({
        ...when,
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        subscriberSnsTopicArns: [args.topicArn],
      })),
    },
    { parent },
  );
