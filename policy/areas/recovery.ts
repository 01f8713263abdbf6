import type { Rule } from "../rule.ts";
import { backupFailuresPage } from "../rules/recovery/backup-failures-page.ts";
import { backupKeptForWeeks } from "../rules/recovery/backup-kept-for-weeks.ts";
import { backupMadeDaily } from "../rules/recovery/backup-made-daily.ts";
import { copyFailuresPage } from "../rules/recovery/copy-failures-page.ts";
import { dataBackedUpApart } from "../rules/recovery/data-backed-up-apart.ts";
import { databaseEventsPage } from "../rules/recovery/database-events-page.ts";
import { restoreFailuresPage } from "../rules/recovery/restore-failures-page.ts";
import { restoreTestLookedAt } from "../rules/recovery/restore-test-looked-at.ts";
import { restoreTestStandsInNetwork } from "../rules/recovery/restore-test-stands-in-network.ts";
import { restoreTested } from "../rules/recovery/restore-tested.ts";
import { topicAdmitsEvents } from "../rules/recovery/topic-admits-events.ts";
import { vaultLockFitsPlan } from "../rules/recovery/vault-lock-fits-plan.ts";
import { vaultLocked } from "../rules/recovery/vault-locked.ts";
import { vaultNeverEmptiedByForce } from "../rules/recovery/vault-never-emptied-by-force.ts";
import { vaultUnderCustomerKey } from "../rules/recovery/vault-under-customer-key.ts";

/** Backups that stand apart, and the restore that is shown to work. */
export const recovery: readonly Rule[] = [
  backupFailuresPage,
  backupKeptForWeeks,
  backupMadeDaily,
  copyFailuresPage,
  dataBackedUpApart,
  databaseEventsPage,
  restoreFailuresPage,
  restoreTestLookedAt,
  restoreTestStandsInNetwork,
  restoreTested,
  topicAdmitsEvents,
  vaultLockFitsPlan,
  vaultLocked,
  vaultNeverEmptiedByForce,
  vaultUnderCustomerKey,
];
