import { z } from "zod";
import { text } from "./primitives.ts";

const version = text(/^[\w.-]{1,64}$/, "letters, digits, dots, hyphens and underscores, up to 64");

/**
 * What a release says of the schema, so that one can be gone back to. A step that only adds (expand) keeps the versions
 * before it; one that takes away (contract) does not, and is refused while a release that needs them may come back (P17).
 */
export const release = z.strictObject({
  schema: z
    .strictObject({
      version: version.describe("the schema's version when this release's migrations have run"),
      runsWith: z
        .array(version)
        .min(1)
        .max(50)
        .describe("all versions of the schema with which this release's code can run, `version` among them"),
      keeps: z
        .array(version)
        .max(50)
        .default([])
        .describe(
          "older versions whose releases can still run once these migrations have: a contract step leaves them out",
        ),
    })
    .describe("the schema that this release needs and makes (C13, P17)"),
  rollbackDays: z
    .int()
    .min(1)
    .max(90)
    .default(14)
    .describe("for so many days a release can be gone back to; the schema must serve each of them"),
});
export type Release = z.infer<typeof release>;
