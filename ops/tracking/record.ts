import { z } from "zod";

/** One test of error tracking. Kept in the evidence bucket as `errors/<id>.json`, where nobody can change it (K19). */
export const errorsRecord = z.object({
  kind: z.literal("errors"),
  stack: z.string().describe("<product>-<environment>"),
  id: z.string().describe("begins with when, so that ids sort by time: 20261121T063455Z-3d2f9a"),
  at: z.iso.datetime(),
  by: z.string().describe("who asked for it, as AWS knows them: an ARN"),
  events: z.array(
    z.object({
      secret: z.string().describe("the name of the secret with the DSN"),
      from: z.enum(["services", "pages"]),
      read: z.enum(["secret", "environment"]).describe("where the DSN was found"),
      host: z.string(),
      event: z.string().describe("the event's id, 32 hex digits"),
      taken: z.boolean(),
      said: z.string(),
    }),
  ),
});
export type ErrorsRecord = z.infer<typeof errorsRecord>;
