import { z } from "zod";

export const settings = z.strictObject({
  prefix: z.string(),
  /** By the secret that holds the address: its name without the prefix. */
  users: z.record(
    z.string(),
    z.strictObject({ userId: z.string(), userName: z.string(), host: z.string(), port: z.int() }),
  ),
});
export type Settings = z.input<typeof settings>;
