import { cluster, instance } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databaseMajorVersionDeliberate = resourceRule({
  id: "database-major-version-deliberate",
  title: "No ordinary release can take the database to another major version",
  requirements: ["P17", "C09"],
  why: "A major upgrade cannot be rolled back: the only way is a restore, which loses what was written since.",
  fix: "Set allowMajorVersionUpgrade to false, and allow it only in the change that plans the upgrade.",
  judges: [instance, cluster],
  findings: ({ allowMajorVersionUpgrade }) =>
    allowMajorVersionUpgrade === true ? ["allowMajorVersionUpgrade is true"] : [],
  examples: {
    pass: [{ props: {} }, { props: { allowMajorVersionUpgrade: false } }],
    fail: [{ props: { allowMajorVersionUpgrade: true } }, { props: { allowMajorVersionUpgrade: unknown } }],
  },
});
