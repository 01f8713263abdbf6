import { z } from "zod";
import { prose, slug } from "./primitives.ts";

const purpose = prose(3).describe("what it opens, for whoever rotates it");
const rotationDays = z
  .int()
  .min(1)
  .max(365)
  .default(30)
  .describe(
    "a function makes a new value this often; the services that use it are restarted one by one (G08)",
  );

const provided = z.strictObject({
  from: z.literal("provided").describe("a person or a pipeline puts the value into Secrets Manager"),
  purpose,
  maxAgeDays: z
    .int()
    .min(1)
    .max(730)
    .default(180)
    .describe("an older value is not ready: nobody rotates it but you (W07)"),
});
const generated = z.strictObject({
  from: z.literal("generated").describe("random; made and rotated by a function"),
  purpose,
  length: z
    .int()
    .min(32)
    .max(128)
    .default(64)
    .describe("characters; 32 is the least a signing key may have (C03)"),
  rotationDays,
});
const signingKeys = z.strictObject({
  from: z
    .literal("signing-keys")
    .describe(
      "three keys that follow one another: NAME signs, NAME_PREVIOUS and NAME_NEXT verify too (C03, G08)",
    ),
  purpose,
  rotationDays,
  longestTokenHours: z
    .int()
    .min(1)
    .max(8760)
    .describe(
      "the longest life of a token; a key is verified with for one rotation more, so it may not be longer",
    ),
});
const databaseUrl = z.strictObject({
  from: z
    .literal("database-url")
    .describe("postgresql:// address with the credentials of a role of its own, which a function rotates"),
  purpose,
  access: z
    .enum(["application", "reader"])
    .default("application")
    .describe("application reads and writes through the proxy; reader only reads, from a read replica"),
  rotationDays,
});
const cacheUrl = z.strictObject({
  from: z
    .literal("cache-url")
    .describe("rediss:// address with the credentials of a user of its own, which a function rotates"),
  purpose,
  cache: slug.describe("which of `caches`"),
  rotationDays,
});

/** Where each secret's value comes from. No value is ever part of this file, nor of the program's state. */
export const secret = z.discriminatedUnion("from", [provided, generated, signingKeys, databaseUrl, cacheUrl]);
export type SecretSource = z.infer<typeof secret>;

/** The variables that a secret gives to a container: signing keys are three. */
export const variablesOf = (name: string, source: SecretSource): readonly string[] =>
  source.from === "signing-keys" ? [name, `${name}_PREVIOUS`, `${name}_NEXT`] : [name];
