import { z } from "zod";

const table = z.string().regex(/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/);

/** What is written down with every heartbeat, for a restored copy to be compared with. */
export const expectations = {
  /** Tables whose rows are counted. */
  tables: z.array(table),
  /** Where the migration tool keeps the schema's version. */
  schemaVersion: z.strictObject({ table, column: z.string().regex(/^[a-z_][a-z0-9_]*$/) }).nullable(),
};

export const settings = z.strictObject({
  prefix: z.string(),
  /** Namespace of the metrics. */
  namespace: z.string(),
  /** The monitoring role's secret, by its name without the prefix: an address. */
  credentials: z.string(),
  maxConnections: z.int(),
  ...expectations,
  /** Buckets that get a canary object, by name. */
  buckets: z.array(z.string()),
});
export type Settings = z.input<typeof settings>;
