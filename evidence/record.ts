import { z } from "zod";
import { sha256 } from "./canonical.ts";
import { kindNames } from "./kinds.ts";

const digest = z.string().regex(/^[\da-f]{64}$/);

/** What one trial measured, by name; the unit ends the name: `meanMs`, `seconds`, `percent5xx`. */
const measurements = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));

/** One trial and what came of it. Kept write-once, each with the digest of the one before it. */
export const evidenceRecord = z.strictObject({
  version: z.literal(1),
  kind: z.enum(kindNames),
  subject: z.string().nullable().describe("what of the kind it is about, where there are several"),
  stack: z.string().describe("<product>-<environment>"),
  sequence: z.int().min(1).describe("its place in the chain; the first is 1"),
  previous: z
    .strictObject({ digest, ended: z.iso.datetime() })
    .nullable()
    .describe("SHA-256 of the record before it, and when that one ended; null for the first"),
  release: digest.describe(
    "the fingerprint of what served: images of all services, and the schema's version",
  ),
  images: z.record(z.string(), z.string()).describe("by service: repository@sha256:…"),
  commit: z.string().nullable().describe("of the product; null where nobody said"),
  began: z.iso.datetime(),
  ended: z.iso.datetime(),
  by: z.string().describe("who tried, as AWS knows them (an ARN); `local:<user>` where AWS was not asked"),
  through: z
    .record(z.string(), z.string())
    .describe(
      "where a service was asked instead of at its own host, by service: a rehearsal, where it is not empty",
    ),
  result: z.enum(["passed", "failed"]),
  says: z.string().describe("what came of it, a sentence"),
  failures: z.array(
    z.object({
      what: z.string(),
      requirements: z.array(z.string()).describe("rows of the register that this speaks against"),
    }),
  ),
  measurements,
  attachments: z.array(z.object({ name: z.string(), sha256: digest, bytes: z.int() })),
  tool: z.string().describe("golive's version"),
});
export type EvidenceRecord = z.infer<typeof evidenceRecord>;
export type Measurements = z.infer<typeof measurements>;
export type Failure = EvidenceRecord["failures"][number];

/** A record before it has its place in the chain. */
export type Draft = Omit<EvidenceRecord, "version" | "sequence" | "previous" | "attachments">;
export interface Attachment {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** The bytes that are kept, and that the next record's digest is of. */
export const textOf = (record: EvidenceRecord): string => `${JSON.stringify(record, null, 2)}\n`;

/** The record that a draft becomes after the last one in the chain. */
export const chained = (
  draft: Draft,
  last: Link | undefined,
  attachments: readonly Attachment[],
): EvidenceRecord => ({
  version: 1,
  ...draft,
  sequence: (last?.sequence ?? 0) + 1,
  previous: last ? { digest: last.digest, ended: last.ended } : null,
  attachments: attachments.map(({ name, content }) => ({
    name,
    sha256: sha256(content),
    bytes: Buffer.byteLength(content),
  })),
});

/** A record's place and digest: what the next one holds on to. */
export interface Link {
  readonly sequence: number;
  readonly digest: string;
  readonly ended: string;
}
