import type { Config } from "../../config/schema.ts";

/**
 * Why a firewall or a worker differs while something of it is closed on purpose, or only counts, in one stack: a breaker is
 * for an emergency, which asks no second stack (K14, K15). Undefined where nothing is held.
 */
export function heldChange(
  key: string,
  [property = ""]: readonly string[],
  configs: readonly Config[],
): string | undefined {
  const holds = (held: (config: Config) => boolean): boolean => configs.some(held);
  if (key.startsWith("aws:wafv2/webAcl:WebAcl") && /^(ruleJson|tags)$/.test(property)) {
    const breaks = holds(
      ({ breakers }) => breakers.demote.length > 0 || breakers.freeze !== null || breakers.rate !== null,
    );
    if (breaks) return "a breaker is active";
    return holds(({ firewall }) => firewall.countOnly.length > 0) ? "a rule only counts" : undefined;
  }
  // It shows what each rule refuses, also what closes a path.
  if (/Dashboard dashboard-edge/.test(key))
    return holds(({ breakers }) => breakers.demote.length > 0 || breakers.freeze !== null)
      ? "a breaker is active"
      : undefined;
  const pauses =
    (key.startsWith("aws:appautoscaling/target:Target") && property === "tags") ||
    (/^aws:cloudwatch\/compositeAlarm:CompositeAlarm alarms-.+-unwell$/.test(key) &&
      /^(actionsEnabled|tags)$/.test(property));
  return pauses && holds(({ breakers }) => breakers.pause.length > 0) ? "a breaker is active" : undefined;
}
