import {
  type BackupClient,
  DescribeRestoreJobCommand,
  PutRestoreValidationResultCommand,
} from "@aws-sdk/client-backup";
import { Stopped } from "../shared/log.ts";

/** A restore that AWS Backup has made for a test. */
export interface Job {
  readonly id: string;
  readonly status: string;
  readonly type: string;
  readonly began: Date;
  /** ARN of the copy. */
  readonly copy: string;
  readonly recoveryPoint: string;
  readonly source: string | null;
  /** Whether a verdict was given already. */
  readonly judged: boolean;
}

export interface Jobs {
  describe(id: string): Promise<Job>;
  judge(id: string, passed: boolean, message: string): Promise<void>;
}

export const jobsOf = (backup: BackupClient): Jobs => ({
  async describe(id) {
    const answer = await backup.send(new DescribeRestoreJobCommand({ RestoreJobId: id }));
    // Whoever else restores something must not have it deleted, nor be told our passwords.
    if (!answer.CreatedBy?.RestoreTestingPlanArn) throw new Stopped(`restore job ${id} is no restore test`);
    return {
      id,
      status: answer.Status ?? "unknown",
      type: answer.ResourceType ?? "unknown",
      began: answer.CreationDate ?? new Date(0),
      copy: answer.CreatedResourceArn ?? "",
      recoveryPoint: answer.RecoveryPointArn ?? "",
      source: answer.SourceResourceArn ?? null,
      judged: answer.ValidationStatus === "SUCCESSFUL" || answer.ValidationStatus === "FAILED",
    };
  },

  async judge(id, passed, message) {
    await backup.send(
      new PutRestoreValidationResultCommand({
        RestoreJobId: id,
        ValidationStatus: passed ? "SUCCESSFUL" : "FAILED",
        ValidationStatusMessage: message,
      }),
    );
  },
});
