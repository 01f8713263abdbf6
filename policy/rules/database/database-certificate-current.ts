import { clusterInstance, instance } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databaseCertificateCurrent = resourceRule({
  id: "database-certificate-current",
  title: "The database shows a certificate of an authority that has not expired",
  requirements: ["P03"],
  controls: ["CKV_AWS_211"],
  why: "Clients that verify the server cannot connect on the day the authority ends; rds-ca-2019 ended in 2024.",
  fix: "Set caCertIdentifier to rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1, or leave it out.",
  judges: [instance, clusterInstance],
  findings: ({ caCertIdentifier: authority }) =>
    authority === undefined || /^rds-ca-(rsa2048|rsa4096|ecc384)-g\d+$/.test(authority)
      ? []
      : [`caCertIdentifier is ${authority}`],
  examples: {
    pass: [{ props: {} }, { props: { caCertIdentifier: "rds-ca-ecc384-g1" } }],
    fail: [{ props: { caCertIdentifier: "rds-ca-2019" } }, { props: { caCertIdentifier: unknown } }],
  },
});
