import { InputMistakes } from "../errors.ts";
import { readStacks } from "../evaluation/stacks.ts";
import { EvaluationProcess } from "../evaluation/start.ts";
import type { EvaluationRequest, ParityDifference } from "../types.ts";
import { parityOf } from "./parity.ts";

/** Compares a folder's staging with its production, offline (P15). @throws InputMistakes where one of them is missing */
export async function parityIn({
  root,
  directory,
  onStep,
}: Omit<EvaluationRequest, "stack">): Promise<readonly ParityDifference[]> {
  const stacks = readStacks({ stack: "production", root, directory });
  const { file, beside } = stacks;
  if (beside === undefined)
    throw new InputMistakes([
      {
        file: "Pulumi.staging.yaml",
        path: "",
        found: `no such file in ${directory}`,
        allowed: "production's partner",
      },
    ]);
  const { shapes, partnerShapes = [] } = await new EvaluationProcess(root, "production").carryOut(
    stacks.order({ withPartner: true }),
    onStep,
  );
  return parityOf({ ...beside, shapes: partnerShapes }, { ...file, shapes });
}
