/** The one probe that reads secrets: each of them names it among its readers. */
export const tenantProbe = "tenants-probe";
