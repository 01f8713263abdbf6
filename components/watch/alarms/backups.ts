import type * as pulumi from "@pulumi/pulumi";
import type { Watch } from "./watch.ts";

/** A backup that never began fails nowhere, so no event tells of it: its absence must page (K13). */
export const backupWatches = (vaultName: pulumi.Input<string>): readonly Watch[] => [
  {
    kind: "missing",
    says: "no backup was completed for a day: it did not begin, or takes longer than it may",
    namespace: "AWS/Backup",
    metricName: "NumberOfBackupJobsCompleted",
    dimensions: { BackupVaultName: vaultName },
    statistic: "Sum",
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    period: 86_400,
    evaluationPeriods: 1,
    treatMissingData: "breaching",
  },
];
