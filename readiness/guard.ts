import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config/schema.ts";
import { readStackFile } from "../config/stack-file.ts";
import { namesProduction } from "../policy/sdk/production.ts";
import { InputMistakes } from "./errors.ts";

const root = join(import.meta.dirname, "..");

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
  const { judgeUpdate } = await import("./evaluation/judge-update.ts"); // previews need not load the rules
  const found = await judgeUpdate({
    root,
    directory: pulumi.runtime.getRootDirectory(),
    project: pulumi.getProject(),
    stack,
    config,
  }).catch((error: unknown) => {
    throw error instanceof InputMistakes ? new pulumi.RunError(error.message) : error;
  });
  if (found.length === 0) return;
  throw new pulumi.RunError(
    `production is not ready: ${found.length} findings. See \`./golive gate --stack ${stack}\`.\n${found.join("\n")}`,
  );
}

/** By name and by account: `environment` is a key of the configuration, and a production account stays one whatever it says. */
function isProduction(stack: string, account: string): boolean {
  if (namesProduction(stack)) return true;
  const file = join(root, "Pulumi.production.yaml");
  if (!existsSync(file)) return false;
  const production = readStackFile(file);
  return !("mistakes" in production) && production.config.account === account;
}
