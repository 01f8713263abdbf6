import { arnOf } from "../../place.ts";
import { usesKeys } from "./lending.ts";
import {
  grant,
  named,
  numbered,
  owned,
  passes,
  requested,
  type Scope,
  serviceLinked,
  type Table,
  untied,
} from "./scope.ts";

/** Backups. A vault and its lock are never taken away by the pipeline: what it would delete is the last resort. */
export function backup(scope: Scope): Table {
  const { place } = scope;
  const vaults = named(scope, "backup", "backup-vault:");
  const plans = numbered(scope, "backup", "backup-plan:");
  // Their names have no hyphens.
  const tests = [arnOf(place, "backup", `restore-testing-plan:${place.prefix.replaceAll("-", "_")}*`)];
  const tags = ["TagResource", "UntagResource"];
  return {
    "aws:backup/vault:Vault": {
      read: [grant("backup", ["DescribeBackupVault", "ListTags"], vaults)],
      write: [
        grant("backup", ["CreateBackupVault", ...tags], vaults),
        untied(scope, "backup-storage", "MountCapsule"),
        usesKeys(scope, "backup"),
        serviceLinked(scope, "backup.amazonaws.com"),
      ],
    },
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
      read: [grant("backup", ["DescribeBackupVault"], vaults)],
      write: [grant("backup", ["PutBackupVaultLockConfiguration"], vaults)],
    },
    "aws:backup/vaultPolicy:VaultPolicy": {
      read: [grant("backup", ["GetBackupVaultAccessPolicy"], vaults)],
      write: [grant("backup", ["PutBackupVaultAccessPolicy"], vaults)],
    },
    "aws:backup/vaultNotifications:VaultNotifications": {
      read: [grant("backup", ["GetBackupVaultNotifications"], vaults)],
      write: [grant("backup", ["DeleteBackupVaultNotifications", "PutBackupVaultNotifications"], vaults)],
    },
    "aws:backup/plan:Plan": {
      read: [grant("backup", ["GetBackupPlan", "ListTags"], plans)],
      write: [
        grant("backup", ["CreateBackupPlan", "TagResource"], plans, requested(scope)),
        grant("backup", ["DeleteBackupPlan", "UpdateBackupPlan", ...tags], plans, owned(scope)),
      ],
    },
    "aws:backup/selection:Selection": {
      read: [grant("backup", ["GetBackupSelection"], plans)],
      write: [
        grant("backup", ["CreateBackupSelection", "DeleteBackupSelection"], plans, owned(scope)),
        passes(scope, "backup.amazonaws.com"),
      ],
    },
    "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
      read: [grant("backup", ["GetRestoreTestingPlan", "ListTags"], tests)],
      write: [
        grant(
          "backup",
          ["CreateRestoreTestingPlan", "DeleteRestoreTestingPlan", "UpdateRestoreTestingPlan", ...tags],
          tests,
        ),
        serviceLinked(scope, "restore-testing.backup.amazonaws.com"),
      ],
    },
    "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
      read: [grant("backup", ["GetRestoreTestingSelection"], tests)],
      write: [
        grant(
          "backup",
          ["CreateRestoreTestingSelection", "DeleteRestoreTestingSelection", "UpdateRestoreTestingSelection"],
          tests,
        ),
        passes(scope, "backup.amazonaws.com"),
      ],
    },
    "aws:backup/regionSettings:RegionSettings": {
      read: [untied(scope, "backup", "DescribeRegionSettings")],
      write: [untied(scope, "backup", "UpdateRegionSettings")],
    },
  };
}
