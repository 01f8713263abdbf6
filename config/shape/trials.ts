import { z } from "zod";
import { envName, prose, slug, text } from "./primitives.ts";

/** A word that a step keeps and a later one uses as `{word}`; `{run}` is the trial's own and new each time. */
const word = text(/^[a-z][A-Za-z0-9]{0,31}$/, "a word of letters and digits, a small letter first");

/** A path as it is asked, with `{words}` that earlier steps kept. */
const askedPath = text(
  /^\/[\w\-./~{}?=&%:,@+]*$/,
  "a path that begins with /, with a query where it needs one, and {words} that earlier steps kept",
);

/** A place in a JSON answer: `data.items.0.id`. */
const jsonPath = text(/^[\w-]+(\.[\w-]+){0,9}$/, "a place in the answer, e.g. access_token or items.0.id");

const leaf = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What a declared step shows beside itself; each that the product needs must be shown by at least one step (G12). */
export const shown = ["login", "create", "read", "email", "upload", "job", "other"] as const;

const step = z.strictObject({
  id: slug.describe("its name in reports"),
  shows: z.enum(shown).default("other").describe("what of the product's use it is about (G12)"),
  service: slug.describe("which service is asked, at its own host"),
  method: z
    .enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"])
    .default("GET")
    .describe("the HTTP method"),
  path: askedPath.describe("what is asked"),
  as: z
    .union([envName, word])
    .optional()
    .describe("whose token is sent as Bearer: a secret's name, or a word that an earlier step kept"),
  headers: z.record(z.string(), z.string()).default({}).describe("sent with it; {words} are filled in"),
  json: z.json().optional().describe("the body; {words} and {SECRETS} in its strings are filled in"),
  form: z
    .record(z.string(), z.string())
    .optional()
    .describe("the same as a form is sent, for what takes no JSON: OAuth 2's password login"),
  expect: z
    .strictObject({
      status: z
        .union([z.int().min(100).max(599), z.array(z.int().min(100).max(599)).min(1)])
        .describe("the status that it answers, or any of several"),
      json: z.record(jsonPath, leaf).default({}).describe("what the answer says, by place"),
    })
    .describe("what a right answer is"),
  keep: z
    .record(word, jsonPath)
    .default({})
    .describe("words for later steps, by their place in the answer, where there must be something"),
  withinSeconds: z
    .int()
    .min(0)
    .max(300)
    .default(0)
    .describe("asked again for so long until the answer is right: for what takes its time, such as a job"),
});
export type SmokeStep = z.infer<typeof step>;

const loaded = z.strictObject({
  service: slug.describe("which service is asked, at its own host"),
  path: askedPath.describe("what is asked, by GET: a load test changes nothing"),
  as: envName.optional().describe("the secret with the token that is sent as Bearer"),
  weight: z.int().min(1).max(100).default(1).describe("how often beside the others"),
});
export type LoadPath = z.infer<typeof loaded>;

/** What is tried from outside before and after a launch. */
export const trials = z.strictObject({
  smoke: z
    .array(step)
    .max(60)
    .default([])
    .describe("the product's own flow, step by step; what follows from this file is tried anyway (G12, W04)"),
  load: z
    .array(loaded)
    .max(30)
    .default([])
    .describe("what the load and soak tests ask; none: each API's health path (K03, K18)"),
  secretsInLogs: z
    .array(prose(3))
    .max(20)
    .default([])
    .describe(
      "texts beside the trial's own that no log line may hold, for a product's own identifiers (K22)",
    ),
});
