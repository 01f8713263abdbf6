import { clusterInstance, instance } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databasePrivate = resourceRule({
  id: "database-private",
  title: "No database has a public address",
  requirements: ["G01", "C09"],
  controls: ["FSBP RDS.2", "CKV_AWS_17"],
  why: "With a public address, one wrong security group rule is all that stands between the internet and the data.",
  fix: "Set publiclyAccessible to false.",
  judges: [instance, clusterInstance],
  findings: ({ publiclyAccessible }) => (publiclyAccessible === true ? ["publiclyAccessible is true"] : []),
  examples: {
    pass: [{ props: {} }, { props: { publiclyAccessible: false } }],
    fail: [{ props: { publiclyAccessible: true } }, { props: { publiclyAccessible: unknown } }],
  },
});
