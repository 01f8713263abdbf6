import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config/schema.ts";
import { readStackFile } from "../config/stack-file.ts";
import { startEvaluation } from "./evaluation-start.ts";
import { findingsOf } from "./findings.ts";

/**
 * Stops a production update whose plan the pack refuses, before anything is registered, also where somebody forgot
 * `--policy-pack` or skipped the preview (W11: nothing is waived silently). Previews, offline runs and other stacks pass.
 *
 * The plan is judged in a process of its own, with this update's own configuration. What remains open: a changed
 * `index.ts`, a stack under another name in another account, and `pulumi state` or `import` commands, which run no program.
 */
export async function refuseUnreadyProduction(config: Config): Promise<void> {
  const stack = pulumi.getStack();
  if (!pulumi.runtime.hasEngine() || pulumi.runtime.isDryRun() || !isProduction(stack, config.account))
    return;
  const root = join(import.meta.dirname, "..");
  const raw = JSON.parse(process.env.PULUMI_CONFIG ?? "{}") as Record<string, string>;
  const { violations, problems } = await startEvaluation({
    root,
    project: { name: pulumi.getProject(), entry: join(root, "index.ts") },
    file: { stack, config, raw },
    judged: true,
  });
  const refused = findingsOf(violations).filter(({ enforcement }) => enforcement === "mandatory");
  const said = [
    ...refused.map(({ rule, resource, message }) => `${rule}: ${message} (${resource})`),
    ...problems,
  ];
  if (said.length > 0)
    throw new pulumi.RunError(
      `production is not ready: ${said.length} findings. See \`./golive gate --stack ${stack}\`.\n${said.join("\n")}`,
    );
}

/** By name and by account: `environment` is a key of the configuration, and a production account stays one whatever it says. */
function isProduction(stack: string, account: string): boolean {
  const file = join(import.meta.dirname, "..", "Pulumi.production.yaml");
  if (/^prod(uction)?\b/.test(stack)) return true;
  if (!existsSync(file)) return false;
  const production = readStackFile(file);
  return !("mistakes" in production) && production.config.account === account;
}
