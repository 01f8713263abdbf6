import type { Props } from "../rule.ts";
import type { Node } from "../view.ts";

/** Minutes and shares of a deployment; the provider takes minutes as texts. What is left out is ECS's own default. */
export interface Pace {
  /** Minutes until the last of the traffic moves. */
  readonly shifting: number;
  /** Minutes for which the old tasks wait behind the new ones. */
  readonly baking: number;
}

/** API reference, "CanaryConfiguration" and "LinearConfiguration". */
export function paceOf({
  strategy,
  canaryConfiguration,
  linearConfiguration,
  bakeTimeInMinutes,
}: Props): Pace {
  const baking = Number(bakeTimeInMinutes ?? 0);
  if (strategy === "CANARY")
    return { shifting: Number(canaryConfiguration?.canaryBakeTimeInMinutes ?? 10), baking };
  if (strategy !== "LINEAR") return { shifting: 0, baking };
  const steps = Math.ceil(100 / Number(linearConfiguration?.stepPercent ?? 10));
  return { shifting: (steps - 1) * Number(linearConfiguration?.stepBakeTimeInMinutes ?? 6), baking };
}

/** Minutes for which it may wait for people, each pause for a day where the program does not say. */
export function pauses(node: Node): number {
  const hooks: unknown = node.known("deploymentConfiguration", "lifecycleHooks");
  return (Array.isArray(hooks) ? hooks : [])
    .filter((hook) => hook?.targetType === "PAUSE")
    .reduce((sum: number, hook) => sum + Number(hook.timeoutConfiguration?.timeoutInMinutes ?? 1440), 0);
}
