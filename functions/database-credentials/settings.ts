import { z } from "zod";

/** What a role may do. Each has two logins, `<role>_a` and `<role>_b`, which take turns: a rotation never locks anybody out. */
export const roles = ["app", "reader", "migrator", "monitor"] as const;

const login = z.strictObject({
  role: z.enum(roles),
  /** Where whoever gets the address connects to: the proxy, the server itself, or a read replica. */
  host: z.string(),
  port: z.int(),
  /** `sslrootcert` of the address; null leaves it out. */
  authority: z.string().nullable(),
  /** Secrets (ARNs) of the two logins as RDS Proxy reads them, a then b; null where no proxy is in between. */
  proxied: z.tuple([z.string(), z.string()]).nullable(),
});

export const settings = z.strictObject({
  /** First words of every secret's name: `product-environment`. */
  prefix: z.string(),
  /** The server itself, where roles are made. */
  server: z.strictObject({ host: z.string(), port: z.int(), database: z.string() }),
  /** Whose owner's secret RDS makes and rotates: the instance's or, with Aurora, the cluster's. */
  owner: z.strictObject({
    engine: z.enum(["postgres", "aurora-postgresql"]),
    identifier: z.string(),
  }),
  /** By the secret that holds the address: its name without the prefix. */
  logins: z.record(z.string(), login),
});
export type Settings = z.input<typeof settings>;
