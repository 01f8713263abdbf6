import type { Config } from "./schema.ts";

/** What belongs to one tenant, and the secret with a token of another one. */
export const leaksOf = ({ probes: { tenants } }: Pick<Config, "probes">) =>
  tenants && "leaks" in tenants ? tenants.leaks : [];
