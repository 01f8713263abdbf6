import type { Node } from "../view.ts";

/** What a deployment waits for: a function's answer, or a person's. */
export interface Hook {
  readonly at: number;
  readonly targetType: string;
  readonly stages: readonly string[];
}

/** The hooks of a service's deployments, as far as they are known. */
export function hooksOf(node: Node): readonly Hook[] {
  const hooks: unknown = node.known("deploymentConfiguration", "lifecycleHooks");
  return (Array.isArray(hooks) ? hooks : []).map((hook, at) => ({
    at,
    targetType: hook?.targetType ?? "AWS_LAMBDA",
    stages: (Array.isArray(hook?.lifecycleStages) ? hook.lifecycleStages : []).map(String),
  }));
}

/** A function is asked at that stage, and the deployment goes on only if it says so. */
export const asksAt = (node: Node, stage: string): boolean =>
  hooksOf(node).some(({ targetType, stages }) => targetType === "AWS_LAMBDA" && stages.includes(stage));
