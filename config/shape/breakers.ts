import { z } from "zod";
import { day, prose, routePattern, slug } from "./primitives.ts";

/** Everything that is closed on purpose says why, by whom, and until when; it stands in every report until it is taken out. */
const held = {
  reason: prose(10).describe("why, for whoever finds it"),
  owner: slug.describe("who takes it out"),
  until: day.describe(
    "the last day, at most 30 days ahead; afterwards the stack is not ready until somebody decides anew",
  ),
};
/** The same, as one whole: what a person says on the command line is judged before it is written. */
export const heldShape = z.object(held);

const demotion = z.strictObject({
  path: routePattern.describe("the path that stops being public, `*` as wildcard"),
  service: slug.describe("whose path it is"),
  answer: z
    .enum(["credential", "unavailable"])
    .default("credential")
    .describe("credential: 401 without one; unavailable: 503 for everybody, with a page that says so"),
  ...held,
});

/** Switches of an emergency: each is one key, and reaches AWS by one targeted update (K14, K15). */
export const breakers = z.strictObject({
  demote: z.array(demotion).max(10).default([]).describe("paths that are closed to the public (K14)"),
  freeze: z
    .strictObject({
      operations: z
        .int()
        .min(0)
        .max(1000)
        .describe(
          "how many operations are public: while it holds, a file that declares another number is refused",
        ),
      ...held,
    })
    .nullable()
    .default(null)
    .describe("nothing but the declared operations is let in, whatever only counts otherwise (K15)"),
  rate: z
    .strictObject({
      address: z.int().min(10).max(2_000_000).describe("requests of one IP address in a minute"),
      credential: z.int().min(10).max(2_000_000).describe("requests with one credential in a minute"),
      ...held,
    })
    .nullable()
    .default(null)
    .describe("tighter than `firewall.perMinute`, for as long as it holds"),
  pause: z
    .array(z.strictObject({ worker: slug.describe("which worker"), ...held }))
    .max(20)
    .default([])
    .describe("workers that stop taking jobs; the queues keep what comes"),
});
export type Breakers = z.infer<typeof breakers>;
