import { createHash } from "node:crypto";
import { z } from "zod";
import { severities } from "../../config/severities.ts";

/** One test page. Kept in the evidence bucket as `page/<id>.json`, where nobody can change it. */
export const pageRecord = z.object({
  kind: z.literal("page"),
  stack: z.string().describe("<product>-<environment>"),
  id: z.string().describe("begins with when, so that ids sort by time: 20261121T063455Z-3d2f9a"),
  severity: z.enum(severities),
  at: z.iso.datetime(),
  by: z.string().describe("who asked for it, as AWS knows them: an ARN"),
  routes: z.array(z.string()).describe("where it went, without what lets in there"),
  word: z.string().describe("SHA-256 of the word that only who got the page can know, hex"),
  acknowledged: z
    .object({
      at: z.iso.datetime(),
      by: z.string().describe("who got it, by name"),
      as: z.string().describe("who wrote it down, as AWS knows them: an ARN"),
    })
    .nullable()
    .describe("null until somebody got it: then nothing is proven"),
});
export type PageRecord = z.infer<typeof pageRecord>;

export const hashOf = (word: string): string => createHash("sha256").update(word).digest("hex");

/** What the page asks to type: the page's id and its word. */
export const codeOf = (id: string, word: string): string => `${id}-${word}`;

/** Undefined where it cannot be one. */
export function readCode(code: string): { readonly id: string; readonly word: string } | undefined {
  const [, id, word] = /^(\d{8}T\d{6}Z-[\da-f]{6})-([\da-z]{4,20})$/.exec(code) ?? [];
  return id === undefined || word === undefined ? undefined : { id, word };
}
