import { join } from "node:path";
import process from "node:process";
import { partitionOf } from "../../config/partition.ts";
import type { Config } from "../../config/schema.ts";
import { activeBreakers } from "../breakers/active.ts";
import { expiryOf } from "../breakers/expiry.ts";
import { judgeSurface } from "../surface/judge.ts";
import type { Finding } from "../types.ts";
import { findingsOf } from "./findings.ts";
import { EvaluationProcess } from "./start.ts";

interface Update {
  readonly root: string;
  /** The project's folder: the product's documents are below it. */
  readonly directory: string;
  readonly project: string;
  readonly stack: string;
  readonly config: Config;
}

/** What the pack, the rehearsal and the product's documents have against an update that is about to begin, a line each. */
export async function judgeUpdate({ root, directory, project, stack, config }: Update): Promise<string[]> {
  const { account, region } = config;
  const surface = await judgeSurface({ directory, file: `Pulumi.${stack}.yaml`, stack, config });
  const { violations, problems } = await new EvaluationProcess(root, stack).carryOut({
    entry: join(root, "index.ts"),
    project,
    stack,
    config: JSON.parse(process.env.PULUMI_CONFIG ?? "{}") as Record<string, string>,
    place: { account, region, partition: partitionOf(region) },
  });
  const findings: readonly Finding[] = [
    ...findingsOf(violations),
    ...surface.findings,
    ...expiryOf(activeBreakers(config, new Date())).findings,
  ];
  return [
    ...findings
      .filter(({ enforcement }) => enforcement === "mandatory")
      .map(({ rule, resource, message }) => `${rule}: ${message} (${resource})`),
    ...problems,
  ];
}
