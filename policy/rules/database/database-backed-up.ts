import { cluster, instance } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";

export const databaseBackedUp = resourceRule({
  id: "database-backed-up",
  title: "Every database can be taken back to any moment of the last week",
  requirements: ["G01", "C09", "C14", "K21"],
  controls: ["FSBP RDS.11", "CKV_AWS_133", "AwsSolutions-RDS13"],
  why: "A mistake is often found only after a weekend; AWS's default of one day is over by then.",
  fix: "Set backupRetentionPeriod to 7 or more.",
  judges: [instance, cluster],
  findings: (props) => {
    if (given(props, "replicateSourceDb")) return [];
    const { backupRetentionPeriod = 0 } = props;
    return backupRetentionPeriod >= 7 ? [] : [`backups are kept for ${backupRetentionPeriod} days`];
  },
  examples: {
    pass: [{ props: { backupRetentionPeriod: 7 } }, { props: { replicateSourceDb: "main" } }],
    fail: [{ props: {} }, { props: { backupRetentionPeriod: 0 } }, { props: { backupRetentionPeriod: 6 } }],
  },
});
