import { existsSync } from "node:fs";
import { join } from "node:path";
import { partitionOf } from "../../config/partition.ts";
import type { StackFile } from "../../config/stack-file.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { InputMistakes } from "../errors.ts";
import type { EvaluationRequest } from "../types.ts";
import { programEntry } from "./entry.ts";
import type { Order, StackRun } from "./order.ts";

/** What the files of one stack and of its partner say. */
export interface Stacks {
  readonly file: StackFile;
  readonly beside: StackFile | undefined;
  order(how: { readonly withPartner: boolean }): Order;
}

const partners: Readonly<Record<string, string>> = { production: "staging", staging: "production" };

/** Reads a stack's file, and its partner's where there is one. @throws InputMistakes */
export function readStacks({ directory, stack }: EvaluationRequest): Stacks {
  const entry = programEntry(directory);
  const file = read(directory, stack);
  const partner = partners[stack];
  const beside =
    partner !== undefined && existsSync(pathOf(directory, partner)) ? read(directory, partner) : undefined;
  const run = ({ project, stack, raw }: StackFile): StackRun => ({ project, stack, config: raw });
  const { account, region } = file.config;
  return {
    file,
    beside,
    order: ({ withPartner }) => ({
      ...run(file),
      entry,
      place: { account, region, partition: partitionOf(region) },
      ...(withPartner && beside ? { partner: run(beside) } : {}),
    }),
  };
}

const pathOf = (directory: string, stack: string): string => join(directory, `Pulumi.${stack}.yaml`);

function read(directory: string, stack: string): StackFile {
  const answer = readStackFile(pathOf(directory, stack));
  if ("mistakes" in answer) throw new InputMistakes(answer.mistakes);
  return answer;
}
