import { BudgetsClient, DescribeBudgetCommand } from "@aws-sdk/client-budgets";
import {
  type CostAllocationTag,
  CostExplorerClient,
  ListCostAllocationTagsCommand,
} from "@aws-sdk/client-cost-explorer";
import { platformKey } from "../config/stack-file.ts";
import { conditionsOf, costTags } from "./budget/readiness.ts";
import type { Condition } from "./condition.ts";
import { WrongInput } from "./errors.ts";
import { bounded, type Session, signIn } from "./session.ts";
import type { Target } from "./target.ts";

export interface BudgetReadiness {
  readonly ready: boolean;
  readonly budget: string;
  readonly conditions: readonly Condition[];
}

/** Both are asked in one region, wherever the stack stands. */
const global = { region: "us-east-1", ...bounded(20) };

/** Whether the stack's budget counts what the stack costs, as AWS says now. Reads only. */
export async function budgetReadiness(target: Target, now = new Date()): Promise<BudgetReadiness> {
  const { config, prefix, mistake } = target;
  if (!config.budget) {
    const words = {
      found: "nothing: nobody is told what this stack costs",
      allowed: "what a month may cost",
    };
    throw new WrongInput([mistake(["config", platformKey, "budget"], words)]);
  }
  const session = await signIn(target);
  const [tags, described] = await Promise.all([
    allocationTags(session),
    session.find(`ask for the budget ${prefix}`, "budgets:ViewBudget", ["NotFoundException"], () =>
      new BudgetsClient(global).send(
        new DescribeBudgetCommand({ AccountId: config.account, BudgetName: prefix }),
      ),
    ),
  ]);
  const conditions = conditionsOf({ tags, budget: described?.Budget }, { stack: target.stack, now });
  return { ready: conditions.every(({ ready }) => ready), budget: prefix, conditions };
}

/** Undefined where the account is paid for by another: AWS says so in the words of a missing right. */
const allocationTags = (session: Session): Promise<readonly CostAllocationTag[] | undefined> =>
  session.call("ask which tags costs are told by", "ce:ListCostAllocationTags", async () => {
    const command = new ListCostAllocationTagsCommand({ TagKeys: [...costTags], Type: "UserDefined" });
    try {
      return (await new CostExplorerClient(global).send(command)).CostAllocationTags ?? [];
    } catch (error) {
      if (error instanceof Error && /linked account/i.test(error.message)) return undefined;
      throw error;
    }
  });
