import { z } from "zod";

export const settings = z.strictObject({
  prefix: z.string(),
  /** By the secret's name without the prefix: how old its value may be, days. */
  secrets: z.record(z.string(), z.strictObject({ maxAgeDays: z.int().min(1) })),
});
export type Settings = z.input<typeof settings>;
