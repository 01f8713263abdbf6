import { z } from "zod";

export const settings = z.strictObject({
  prefix: z.string(),
  cluster: z.string(),
  /** By the service's name: the longest that one of its deployments takes. */
  rolloutMinutes: z.record(z.string(), z.int()),
  /** Between two looks: an execution of the procedure has room for so many steps only. */
  everySeconds: z.int(),
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
