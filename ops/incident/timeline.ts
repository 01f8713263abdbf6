import { z } from "zod";
import type { EvidenceRecord } from "../../evidence/record.ts";

/** One thing that was said of an incident; a record's measurements hold it. */
const step = z.object({
  incident: z.string(),
  step: z.enum(["opened", "updated", "closed"]),
  text: z.string(),
  drill: z.boolean(),
});
export type Step = z.infer<typeof step>;

export interface Incident {
  readonly id: string;
  readonly drill: boolean;
  readonly open: boolean;
  readonly steps: readonly (Step & { readonly at: string; readonly by: string; readonly told: string })[];
}

/** Incidents with their timelines, the newest first; what was broken off before anybody was told is none. */
export function incidentsIn(records: readonly EvidenceRecord[]): readonly Incident[] {
  const steps = records.flatMap((record) => {
    const read = record.kind === "incident" ? step.safeParse(record.measurements) : undefined;
    const told = String(record.measurements.told ?? "");
    return read?.success ? [{ ...read.data, at: record.ended, by: record.by, told }] : [];
  });
  return [...Map.groupBy(steps, ({ incident }) => incident)]
    .map(
      ([id, some]): Incident => ({
        id,
        drill: some.some(({ drill }) => drill),
        open: some.at(-1)?.step !== "closed",
        steps: some,
      }),
    )
    .toReversed();
}
