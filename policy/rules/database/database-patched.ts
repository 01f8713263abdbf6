import { clusterInstance, instance } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databasePatched = resourceRule({
  id: "database-patched",
  title: "The database takes its security fixes by itself",
  requirements: ["G01"],
  controls: ["FSBP RDS.13", "CKV_AWS_226"],
  why: "A managed database that waits for someone to patch it is not managed.",
  fix: "Set autoMinorVersionUpgrade to true or leave it out.",
  judges: [instance, clusterInstance],
  findings: ({ autoMinorVersionUpgrade = true }) =>
    autoMinorVersionUpgrade === true ? [] : ["autoMinorVersionUpgrade is false"],
  examples: {
    pass: [{ props: {} }, { props: { autoMinorVersionUpgrade: true } }],
    fail: [{ props: { autoMinorVersionUpgrade: false } }, { props: { autoMinorVersionUpgrade: unknown } }],
  },
});
