import { cluster, instance } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databaseLocked = resourceRule({
  id: "database-locked",
  title: "No single command can delete a database",
  requirements: ["C09", "G01"],
  controls: ["FSBP RDS.8", "CKV_AWS_293", "AwsSolutions-RDS10"],
  why: "A backup shortens the outage; it does not undo the deletion. Deleting must take two deliberate steps.",
  fix: "Set deletionProtection to true, and to retire a database unlock it in a change of its own.",
  judges: [instance, cluster],
  findings: ({ deletionProtection }) =>
    deletionProtection === true ? [] : ["deletionProtection is not true"],
  examples: {
    pass: [{ props: { deletionProtection: true } }],
    fail: [
      { props: {} },
      { props: { deletionProtection: false } },
      { props: { deletionProtection: unknown } },
    ],
  },
});
