import { z } from "zod";

export const settings = z.strictObject({
  prefix: z.string(),
  cluster: z.string(),
  /** By the secret's name without the prefix: who reads it when starting, and how its value is tried. */
  secrets: z.record(
    z.string(),
    z.strictObject({
      services: z.array(z.string()),
      probe: z.enum(["none", "postgresql", "redis"]),
    }),
  ),
});
export type Settings = z.input<typeof settings>;
