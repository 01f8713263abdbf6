import { join } from "node:path";
import process from "node:process";
import type { Config } from "../config/schema.ts";
import { startEvaluation } from "./evaluation-start.ts";
import { findingsOf } from "./findings.ts";

interface Update {
  readonly root: string;
  readonly project: string;
  readonly stack: string;
  readonly config: Config;
}

/** What the pack and the rehearsal have against an update that is about to begin, a line each. */
export async function judgeUpdate({ root, project, stack, config }: Update): Promise<string[]> {
  const { violations, problems } = await startEvaluation({
    root,
    project: { name: project, entry: join(root, "index.ts") },
    file: { stack, config, raw: JSON.parse(process.env.PULUMI_CONFIG ?? "{}") as Record<string, string> },
    judged: true,
  });
  return [
    ...findingsOf(violations)
      .filter(({ enforcement }) => enforcement === "mandatory")
      .map(({ rule, resource, message }) => `${rule}: ${message} (${resource})`),
    ...problems,
  ];
}
