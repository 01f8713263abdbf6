import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";

type Settings = Config["backups"];
type Rule = aws.types.input.backup.PlanRule;

/** A month never has more days. */
const monthlyDays = ({ monthlyMonths }: Settings): number => monthlyMonths * 31;

/** The longest that a recovery point is kept: a vault's lock refuses jobs that want more. */
export const longestDays = (settings: Settings): number =>
  Math.max(settings.dailyDays, monthlyDays(settings));

/**
 * When what is taken and how long it is kept. UTC, after the database's own windows: within them, and in the hour
 * before, RDS refuses ("Metrics with CloudWatch", AWS Backup guide).
 */
export function rules(settings: Settings, vaultName: pulumi.Input<string>, copyVaultArn?: string): Rule[] {
  const rule = (ruleName: string, schedule: string, deleteAfter: number): Rule => ({
    ruleName,
    targetVaultName: vaultName,
    schedule,
    scheduleExpressionTimezone: "Etc/UTC",
    startWindow: 120,
    completionWindow: 720,
    lifecycle: { deleteAfter },
    recoveryPointTags: { rule: ruleName },
    ...(copyVaultArn !== undefined && {
      copyActions: [{ destinationVaultArn: copyVaultArn, lifecycle: { deleteAfter } }],
    }),
  });
  return [
    rule("daily", "cron(0 5 * * ? *)", settings.dailyDays),
    ...(settings.monthlyMonths > 0
      ? [rule("monthly", "cron(0 12 1 * ? *)", monthlyDays(settings))] // when the day's own job has ended
      : []),
  ];
}

/** Just before the next daily backup, when the newest is at its oldest: what is measured is the worst of the day. */
export const testSchedule: Readonly<Record<Settings["restoreTest"]["every"], string>> = {
  day: "cron(0 3 * * ? *)",
  week: "cron(0 3 ? * TUE *)",
  month: "cron(0 3 2 * ? *)",
};
