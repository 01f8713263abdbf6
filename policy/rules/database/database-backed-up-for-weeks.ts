import { cluster, instance } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";

export const databaseBackedUpForWeeks = resourceRule({
  id: "database-backed-up-for-weeks",
  title: "The production database can be taken back to any moment of the last two weeks",
  requirements: ["G01", "C09", "C14", "K21"],
  controls: ["FSBP RDS.11", "CKV_AWS_133", "AwsSolutions-RDS13"],
  why: "Wrong data written by a release is found by its users, days later; the go-live plan allows for two weeks.",
  fix: "Set backupRetentionPeriod to 14 or more.",
  floor: "production",
  judges: [instance, cluster],
  findings: (props) => {
    if (given(props, "replicateSourceDb")) return [];
    const { backupRetentionPeriod = 0 } = props;
    return backupRetentionPeriod >= 14 ? [] : [`backups are kept for ${backupRetentionPeriod} days`];
  },
  examples: {
    pass: [{ props: { backupRetentionPeriod: 14 } }, { props: { replicateSourceDb: "main" } }],
    fail: [{ props: {} }, { props: { backupRetentionPeriod: 0 } }, { props: { backupRetentionPeriod: 13 } }],
  },
});
