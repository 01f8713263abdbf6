import type { CommandModule } from "yargs";
import type { BudgetReadiness } from "../../ops/budget.ts";
import type { Target } from "../../ops/target.ts";
import type { ExitCode } from "../exit.ts";
import { exitCodes } from "../exit.ts";
import { withJson } from "./ops-options.ts";
import { type OpsOptions, onStack, withStack } from "./ops-run.ts";

interface BudgetOptions extends OpsOptions {
  readonly json: boolean;
}

export const opsBudget: CommandModule<object, BudgetOptions> = {
  command: "budget <stack>",
  describe: "Say whether the budget counts what the stack costs",
  builder: (yargs) => withJson(withStack(yargs)),
  handler: (options) => onStack(options, (target) => report(target, options)),
};

async function report(target: Target, { json }: BudgetOptions): Promise<ExitCode> {
  const { budgetReadiness } = await import("../../ops/budget.ts");
  const found = await budgetReadiness(target);
  process.stdout.write(`${json ? JSON.stringify(found, null, 2) : (await lines(found)).join("\n")}\n`);
  return found.ready ? exitCodes.ready : exitCodes.notReady;
}

async function lines({ ready, budget, conditions }: BudgetReadiness): Promise<readonly string[]> {
  const { conditionLines, unmet } = await import("./condition-lines.ts");
  return [
    `the budget ${budget}`,
    "",
    ...(await conditionLines(conditions)),
    "",
    ready ? "Ready: it counts what the stack costs, and opens a ticket in time." : unmet(conditions),
  ];
}
