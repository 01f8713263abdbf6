import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../config/schema.ts";
import type { Watch } from "./watch.ts";

const day = 86_400;

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
    period: day,
    evaluationPeriods: 1,
    treatMissingData: "breaching",
  },
];

/** Days without a restored copy that are too many; CloudWatch looks back seven at most, which is no month ("PutMetricAlarm"). */
const mostDays = { day: 2, week: 7, month: undefined } as const;

/** A restore test that never ran has failed nowhere either: nothing was looked at (K13, K21). */
export function restoreTestWatches(
  checker: pulumi.Input<string>,
  every: Config["backups"]["restoreTest"]["every"],
): readonly Watch[] {
  const days = mostDays[every];
  if (days === undefined) return [];
  return [
    {
      kind: "untested",
      says: `no restored copy was looked at for ${days} days`,
      namespace: "AWS/Lambda",
      metricName: "Invocations",
      dimensions: { FunctionName: checker },
      statistic: "Sum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: day,
      evaluationPeriods: days,
      treatMissingData: "breaching",
    },
  ];
}
