import { arnOf, type Place } from "../place.ts";
import type { EventPattern } from "../watch/events.ts";
import { backupRoleName } from "./permissions.ts";

/** Letters, digits and underscores are all that AWS Backup takes here. */
export const testPlanName = (place: Place): string => `${place.prefix.replaceAll("-", "_")}_restore_test`;

const jobs = (kind: "Backup" | "Copy" | "Restore", detail: EventPattern["detail"]): EventPattern => ({
  source: ["aws.backup"],
  "detail-type": [`${kind} Job State Change`],
  detail,
});

/** AWS Backup ends the ARN of a plan with characters of its own, after the name and a dash. */
const ofTests = (place: Place) => ({
  restoreTestingPlanArn: [{ prefix: arnOf(place, "backup", `restore-testing-plan:${testPlanName(place)}-`) }],
});

/** A copy was restored for a test and can be looked at ("Restore testing validation", AWS Backup guide). */
export const restoredCopies = (place: Place): EventPattern =>
  jobs("Restore", { status: ["COMPLETED"], ...ofTests(place) });

export interface Failure {
  /** With `backup-` it names the rule and the chapter of the runbook. */
  readonly kind: string;
  readonly description: string;
  readonly pattern: EventPattern;
  readonly shows: Readonly<Record<string, string>>;
}

/**
 * What pages (K13). Fields and states are those of "Monitoring AWS Backup events using Amazon EventBridge": a backup
 * names its vault, a copy the vault it comes from, and a restore that fails nothing of ours but the role.
 */
export function failures(place: Place, vaultName: string): readonly Failure[] {
  const vaultArn = arnOf(place, "backup", `backup-vault:${vaultName}`);
  const job = { state: "$.detail.state", resource: "$.detail.resourceArn" };
  const restore = {
    job: "$.detail.restoreJobId",
    kind: "$.detail.resourceType",
    status: "$.detail.status",
    validation: "$.detail.validationStatus",
  };
  return [
    {
      kind: "failed",
      description: "A backup failed, or did not begin or end in time",
      pattern: jobs("Backup", {
        backupVaultName: [vaultName],
        state: ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"],
      }),
      shows: { job: "$.detail.backupJobId", ...job },
    },
    {
      kind: "copy-failed",
      description: "A backup was not copied to the other region",
      pattern: jobs("Copy", { sourceBackupVaultArn: [vaultArn], state: ["FAILED", "PARTIAL"] }),
      shows: { job: "$.detail.copyJobId", ...job },
    },
    {
      kind: "restore-failed",
      description: "A backup could not be restored",
      pattern: jobs("Restore", {
        iamRoleArn: [arnOf(place, "iam", `role/${backupRoleName(place)}`, "global")],
        status: ["FAILED", "ABORTED"],
      }),
      shows: restore,
    },
    {
      kind: "restore-refused",
      description: "A restored copy was looked at and is not good, or nobody said in time that it is",
      pattern: jobs("Restore", { validationStatus: ["FAILED", "TIMED_OUT"], ...ofTests(place) }),
      shows: restore,
    },
  ];
}
