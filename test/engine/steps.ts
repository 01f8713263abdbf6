import type { Outcome } from "./pulumi.ts";

/** A step that the engine took, or in a preview would take. */
export interface Step {
  readonly op: string;
  readonly urn: string;
}

/** What really changes something: in an update, the update's own steps without the preview's. */
export function changes({ events }: Outcome, phase: "preview" | "update" = "update"): readonly Step[] {
  const passive = new Set(["same", "read", "refresh"]);
  return events
    .flatMap(({ resourcePreEvent }) => resourcePreEvent ?? [])
    .filter(
      ({ planning = false, metadata }) => planning === (phase === "preview") && !passive.has(metadata.op),
    )
    .map(({ metadata: { op, urn } }) => ({ op, urn }))
    .sort((a, b) => `${a.urn} ${a.op}`.localeCompare(`${b.urn} ${b.op}`));
}
