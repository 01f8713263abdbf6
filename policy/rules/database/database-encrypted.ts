import { cluster, instance } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databaseEncrypted = resourceRule({
  id: "database-encrypted",
  title: "Every database is encrypted on disk",
  requirements: ["C09", "G01"],
  controls: ["FSBP RDS.3", "CKV_AWS_16", "AwsSolutions-RDS2"],
  why: "Snapshots, replicas and backups inherit it, and it cannot be switched on later without making a new database.",
  fix: "Set storageEncrypted to true.",
  judges: [instance, cluster],
  findings: ({ storageEncrypted }) => (storageEncrypted === true ? [] : ["storageEncrypted is not true"]),
  examples: {
    pass: [{ props: { storageEncrypted: true } }],
    fail: [{ props: {} }, { props: { storageEncrypted: false } }, { props: { storageEncrypted: unknown } }],
  },
});
