import { tooOld, verdictOf } from "./restore/judged.ts";
import { restoreLocally } from "./restore/local.ts";
import { RestorePlan } from "./restore/plan.ts";
import { newestRestore } from "./restore/record.ts";
import { testRestore } from "./restore/test.ts";
import type { Target } from "./target.ts";
import type { Drill } from "./trial/attempt.ts";

export interface RestoreWish {
  /** A rehearsal: the database of the environment is restored beside itself. */
  readonly here: boolean;
  /** Takes the newest scheduled test for it instead of beginning one. */
  readonly scheduled: boolean;
  readonly waitMinutes: number;
}

/** Restores a backup beside the database, looks into it, and times it (K04, K21, C21). */
export function restoreDrill(target: Target, { here, scheduled, waitMinutes }: RestoreWish): Drill {
  if (here) return restoreLocally(target);
  const { rtoHours } = target.config.backups.targets;
  if (scheduled)
    return {
      kind: "restore",
      plan: async ({ trial }) => {
        const record = await newestRestore(trial);
        return [
          `takes the restore test of ${record.at}, job ${record.restoreJobId}, for it: ${record.result}`,
        ];
      },
      act: async ({ trial }) => {
        const record = await newestRestore(trial);
        return verdictOf(record, tooOld(record, new Date()));
      },
    };
  return {
    kind: "restore",
    plan: async (work) => {
      const plan = await RestorePlan.of(work.trial);
      const begun = await plan.begun();
      return [
        begun
          ? `goes on with ${plan.name}, which began before`
          : `lets AWS Backup restore the newest backup as ${plan.like} does, once, by a plan ${plan.name}`,
        `waits up to ${waitMinutes} min until the copy is there; it must be looked at within ${rtoHours} h`,
        "a function inside the network counts its tables and compares the schema's version",
        "AWS Backup deletes the copy, and this command the plan",
      ];
    },
    act: (work) => testRestore(work, waitMinutes),
  };
}
