import { z } from "zod";

export const settings = z.strictObject({
  prefix: z.string(),
  /** By the secret's name without the prefix: one random text, or three signing keys that follow one another. */
  values: z.record(
    z.string(),
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("random"), length: z.int().min(32) }),
      z.strictObject({ kind: z.literal("signing-keys") }),
    ]),
  ),
});
export type Settings = z.input<typeof settings>;
