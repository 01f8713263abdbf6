import { z } from "zod";
import { prose, slug, text } from "./primitives.ts";

/** What a store holds, for the data map and as the `data-class` tag (C18). */
const held = {
  holds: prose(3).describe("what is kept here, for the data map (C18)"),
  dataClass: z
    .enum(["personal", "business", "technical"])
    .describe("personal data falls under GDPR; business is confidential; technical is neither (C18)"),
};

const certificates = text(
  /^(system|\/[\w./-]+)$/,
  "`system` (libpq 16 or newer) or a path inside the image",
).nullable();

const anyEngine = {
  ...held,
  version: text(/^\d{2}$/, "a PostgreSQL major such as 17, quoted: RDS applies the minors").describe(
    "PostgreSQL's version",
  ),
  name: text(/^[a-z][a-z0-9_]{0,62}$/, "lower-case letters, digits, underscores").describe(
    "the database inside the instance",
  ),
  standby: z.boolean().describe("a synchronous copy in a second zone"),
  readReplicas: z.int().min(0).max(5).default(0).describe("copies to read from, at DATABASE_READ_HOST"),
  backupDays: z.int().min(1).max(35).describe("days of point-in-time recovery"),
  insights: z.enum(["standard", "advanced"]).describe("Database Insights: advanced keeps 15 months"),
  maxConnections: z
    .int()
    .min(20)
    .max(10000)
    .describe(
      "max_connections; services may open 80 % of it, and the saturation alarm is a share of it (K11)",
    ),
  statementTimeoutSeconds: z
    .int()
    .min(1)
    .max(3600)
    .default(30)
    .describe("a statement that runs longer is cancelled; migrations are not bound by it (C14)"),
  idleTransactionSeconds: z
    .int()
    .min(1)
    .max(3600)
    .default(60)
    .describe("a transaction that does nothing for longer is ended: it keeps vacuum from cleaning (P13)"),
  authorities: z
    .strictObject({
      pooled: certificates
        .default("system")
        .describe(
          "for the proxy, whose certificate is Amazon's, which systems trust; null leaves it to the client",
        ),
      direct: certificates
        .default("/etc/ssl/certs/rds-global-bundle.pem")
        .describe("for the server itself, whose certificate is RDS's own: its bundle must be in the image"),
    })
    .prefault({})
    .describe("`sslrootcert` of the addresses that are composed, which all say verify-full (P03)"),
};

const instance = z.strictObject({
  engine: z.literal("postgres").describe("RDS for PostgreSQL: steady load, predictable price"),
  ...anyEngine,
  instanceClass: text(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an RDS class such as db.m7g.large").describe(
    "size of the instance",
  ),
  storageGiB: z.int().min(20).max(65536).describe("disk to begin with"),
  maxStorageGiB: z
    .int()
    .min(20)
    .max(65536)
    .describe("ceiling of storage autoscaling; at least 10 % above the beginning"),
});

const capacityUnits = z
  .number()
  .min(0.5)
  .max(256)
  .multipleOf(0.5)
  .meta({ allowed: "a number, 0.5–256, in steps of 0.5" });

const aurora = z.strictObject({
  engine: z.literal("aurora-postgresql").describe("Aurora Serverless v2: load in bursts, fast failover"),
  ...anyEngine,
  capacity: z
    .strictObject({
      min: capacityUnits.describe("Aurora capacity units that are always there, about 2 GiB of memory each"),
      max: capacityUnits.describe("Aurora capacity units at most"),
    })
    .refine(({ min, max }) => min <= max, { path: ["max"], message: "max must not be below min" })
    .describe("size of each instance, between two bounds"),
});

export const database = z.discriminatedUnion("engine", [instance, aurora]);
export type DatabaseSettings = z.infer<typeof database>;

const cache = z.strictObject({
  ...held,
  roles: z
    .array(
      z
        .enum(["queue", "sessions", "cache"])
        .describe("queue: jobs; sessions: who is logged in; cache: what can be computed again"),
    )
    .min(1)
    .describe("queue and sessions never evict; with cache alone, the least recently used keys go (C10, C17)"),
  version: text(/^\d+\.\d+$/, "a Valkey version such as 8.1, quoted").describe("Valkey's version"),
  nodeType: text(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "an ElastiCache class such as cache.t4g.small").describe(
    "size of a node",
  ),
  replicas: z.int().min(0).max(5).describe("copies of the primary, each in another zone"),
  snapshotDays: z.int().min(0).max(35).describe("days that daily snapshots are kept; 0 takes none"),
});
export const caches = z.record(slug, cache);
export type CacheSettings = z.infer<typeof cache>;

export const bucket = z.strictObject({
  ...held,
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
