import type { ResourceShape } from "../readiness/evaluation/order.ts";
import { readStacks } from "../readiness/evaluation/stacks.ts";
import { EvaluationProcess } from "../readiness/evaluation/start.ts";
import { root } from "./root.ts";

const asked = new Map<string, Promise<readonly ResourceShape[]>>();

/** What one of the project's own stacks would register, for documents; each stack is asked once. */
export function declaredIn(stack: string): Promise<readonly ResourceShape[]> {
  const shapes = asked.get(stack) ?? shapesOf(stack);
  asked.set(stack, shapes);
  return shapes;
}

async function shapesOf(stack: string): Promise<readonly ResourceShape[]> {
  const order = readStacks({ stack, root, directory: root }).order({ withPartner: false });
  return (await new EvaluationProcess(root, stack).carryOut(order)).shapes;
}
