import { z } from "zod";
import { parsed } from "./inside.ts";

const state = z
  .object({
    protect: z.boolean().default(false),
    retainOnDelete: z.boolean().default(false),
    inputs: z.record(z.string(), z.unknown()).default({}),
  })
  .nullish();

const names = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);

/** One step of the engine's, as its event log tells it (apitype.StepEventMetadata); secrets are masked there. */
const step = z.object({
  op: z.string(),
  urn: z.string(),
  type: z.string(),
  /** The properties because of which it replaces. */
  keys: names,
  /** The properties that differ. */
  diffs: names,
  old: state,
  new: state,
});

const event = z.object({
  resourcePreEvent: z.object({ metadata: step, planning: z.boolean().default(false) }).optional(),
  diagnosticEvent: z.object({ message: z.string(), severity: z.string() }).optional(),
  summaryEvent: z.object({ isPreview: z.boolean().default(false) }).optional(),
});

export type EngineStep = z.infer<typeof step>;

/** What the engine told of one run. */
export interface Told {
  /** What it would do. */
  readonly planned: readonly EngineStep[];
  /** What it set about to do. */
  readonly begun: readonly EngineStep[];
  /** URNs that it will not touch, for they are protected: it stops before it plans them. */
  readonly stoppedAt: readonly string[];
  /** It came to an end, so that what it did not tell will not happen. */
  readonly ended: boolean;
}

/** Reads the log of events, one JSON object a line. A line that ends in the middle was being written when it was stopped. */
export function readEvents(log: string): Told {
  const events = log.split("\n").flatMap((line) => {
    const read = event.safeParse(parsed(line));
    return read.success ? [read.data] : [];
  });
  const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent ?? []);
  return {
    planned: steps.filter(({ planning }) => planning).map(({ metadata }) => metadata),
    begun: steps.filter(({ planning }) => !planning).map(({ metadata }) => metadata),
    stoppedAt: events.flatMap(({ diagnosticEvent: said }) =>
      said?.severity === "error" ? (protectedOne.exec(said.message)?.[1] ?? []) : [],
    ),
    ended: events.some(({ summaryEvent }) => summaryEvent !== undefined),
  };
}

/** Of a deletion and of a replacement (pkg/resource/deploy/step.go, step_generator.go). */
const protectedOne =
  /"(urn:pulumi:[^"]+)"\s+(?:cannot be deleted\s+because it is protected|as it is currently marked for protection)/;
