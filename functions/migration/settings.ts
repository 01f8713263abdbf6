import { z } from "zod";

const task = z.strictObject({
  /** The family of its task definitions; each release registers a revision with its own image. */
  family: z.string(),
  container: z.string(),
  /** Security groups beside those of the service's target revision, in whose subnets it runs too. */
  alsoWears: z.array(z.string()),
  timeoutMinutes: z.int(),
});

const versions = z.array(z.string());

export const settings = z.strictObject({
  prefix: z.string(),
  cluster: z.string(),
  migrate: task,
  verify: task,
  database: z.strictObject({
    engine: z.enum(["postgres", "aurora-postgresql"]),
    /** The instance's or, with Aurora, the cluster's. */
    identifier: z.string(),
  }),
  /** Bucket of the records, below `migration/`. */
  evidence: z.string(),
  /** What the release says of its schema: `config/shape/release.ts`. */
  schema: z.strictObject({ version: z.string(), runsWith: versions, keeps: versions }),
  rollbackDays: z.int(),
  /** So many of the snapshots that were taken before migrations are kept. */
  keepSnapshots: z.int(),
});
export type Settings = z.input<typeof settings>;
