import { z } from "zod";
import { expectations } from "../vitals/settings.ts";

export const settings = z.strictObject({
  prefix: z.string(),
  /** The monitoring role's secret, by its name without the prefix: a restored copy knows its password of then, current or previous. */
  credentials: z.string(),
  database: z.string(),
  engine: z.enum(["postgres", "aurora-postgresql"]),
  ...expectations,
  targets: z.strictObject({ rpoHours: z.number(), rtoHours: z.number() }),
  /** Bucket that keeps the evidence records. */
  evidence: z.string(),
});
export type Settings = z.input<typeof settings>;
