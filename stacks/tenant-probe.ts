import type { Config } from "../config/schema.ts";

/** The one probe that reads secrets: each of them names it among its readers. */
export const tenantProbe = "tenants-probe";

/** What belongs to one tenant, and the secret with a token of another one. */
export const leaksOf = ({ probes: { tenants } }: Pick<Config, "probes">) =>
  tenants && "leaks" in tenants ? tenants.leaks : [];
