import { join } from "node:path";
import process from "node:process";
import { partitionOf } from "../../config/partition.ts";
import type { Config } from "../../config/schema.ts";
import { findingsOf } from "./findings.ts";
import { EvaluationProcess } from "./start.ts";

interface Update {
  readonly root: string;
  readonly project: string;
  readonly stack: string;
  readonly config: Config;
}

/** What the pack and the rehearsal have against an update that is about to begin, a line each. */
export async function judgeUpdate({
  root,
  project,
  stack,
  config: { account, region },
}: Update): Promise<string[]> {
  const { violations, problems } = await new EvaluationProcess(root, stack).carryOut({
    entry: join(root, "index.ts"),
    project,
    stack,
    config: JSON.parse(process.env.PULUMI_CONFIG ?? "{}") as Record<string, string>,
    place: { account, region, partition: partitionOf(region) },
  });
  return [
    ...findingsOf(violations)
      .filter(({ enforcement }) => enforcement === "mandatory")
      .map(({ rule, resource, message }) => `${rule}: ${message} (${resource})`),
    ...problems,
  ];
}
