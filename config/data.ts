import { z } from "zod";
import { prose, slug, text } from "./primitives.ts";

export const database = z.strictObject({
  version: text(/^\d{2}$/, "a PostgreSQL major such as 17, quoted: RDS applies the minors").describe(
    "PostgreSQL's version",
  ),
  name: text(/^[a-z][a-z0-9_]{0,62}$/, "lower-case letters, digits, underscores").describe(
    "the database inside the instance",
  ),
  instanceClass: text(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an RDS class such as db.m7g.large").describe(
    "size of the instance",
  ),
  storageGiB: z.int().min(20).max(65536).describe("disk to begin with"),
  maxStorageGiB: z
    .int()
    .min(20)
    .max(65536)
    .describe("ceiling of storage autoscaling; at least 10 % above the beginning"),
  standby: z.boolean().describe("a synchronous copy in a second zone"),
  backupDays: z.int().min(1).max(35).describe("days of point-in-time recovery"),
  insights: z.enum(["standard", "advanced"]).describe("Database Insights: advanced keeps 15 months"),
  maxConnections: z
    .int()
    .min(20)
    .max(10000)
    .describe("max_connections; the saturation alarm is a share of it (K11)"),
});

export const cache = z.strictObject({
  version: text(/^\d+\.\d+$/, "a Valkey version such as 8.1, quoted").describe("Valkey's version"),
  nodeType: text(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "an ElastiCache class such as cache.t4g.small").describe(
    "size of a node",
  ),
  replicas: z.int().min(0).max(5).describe("copies of the primary, each in another zone"),
  snapshotDays: z.int().min(0).max(35).describe("days that daily snapshots are kept; 0 takes none"),
  role: z
    .enum(["queue", "sessions", "cache"])
    .describe("queue and sessions never evict; cache evicts least recently used keys"),
});

export const bucket = z.strictObject({
  holds: prose(3).describe("what is kept here, for the data map (C18)"),
  retentionDays: z
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .describe("objects are deleted after this many days; null keeps them (C18)"),
  oldVersionDays: z
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe("how long an overwritten or deleted object can be brought back"),
});

export const buckets = z.record(slug, bucket);

const purpose = prose(3).describe("what it opens, for whoever rotates it");
const provided = z.strictObject({
  from: z.literal("provided").describe("a person or a pipeline puts the value into Secrets Manager"),
  purpose,
});
const generated = z.strictObject({
  from: z.literal("generated").describe("made by the program, random"),
  purpose,
  length: z
    .int()
    .min(32)
    .max(128)
    .default(64)
    .describe("characters; 32 is the least a signing key may have (C03)"),
  rotation: z.string().min(1).describe("change it to make a new value, e.g. 2026-11 (G08)"),
});
const composed = z.strictObject({
  from: z
    .literal("cache-url")
    .describe("rediss:// address of the cache, credentials included, kept in step by the program"),
  purpose,
});

/** Where each secret's value comes from. No value is ever part of this file. */
export const secret = z.discriminatedUnion("from", [provided, generated, composed]);
export type SecretSource = z.infer<typeof secret>;
