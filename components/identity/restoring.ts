import { backupRoleName } from "../backups/permissions.ts";
import { arnOf, type Place } from "../place.ts";
import { type Grant, grant, type Scope, untied } from "./actions/scope.ts";

export const backupRoleArn = (place: Place): string =>
  arnOf(place, "iam", `role/${backupRoleName(place)}`, "global");
/** Names of restore tests have no hyphens (`ops/restore/plan.ts`). */
const words = ({ prefix }: Place): string => prefix.replaceAll("-", "_");
export const drillArn = (place: Place): string =>
  arnOf(place, "backup", `restore-testing-plan:${words(place)}_restore_drill*`);

/** A restore by a plan of its own, done as the stack's own plan does it. */
export function restoring(scope: Scope): readonly Grant[] {
  const { place } = scope;
  const at = (kind: string) => [arnOf(place, "backup", kind)];
  return [
    grant("backup", ["ListRecoveryPointsByBackupVault"], at(`backup-vault:${place.prefix}`)),
    untied(scope, "backup", "ListRestoreJobs"),
    grant(
      "backup",
      ["GetRestoreTestingPlan", "GetRestoreTestingSelection"],
      at(`restore-testing-plan:${words(place)}_restore_*`),
    ),
    grant(
      "backup",
      [
        "CreateRestoreTestingPlan",
        "CreateRestoreTestingSelection",
        "DeleteRestoreTestingPlan",
        "DeleteRestoreTestingSelection",
        "TagResource",
      ],
      [drillArn(place)],
    ),
    grant("iam", ["PassRole"], [backupRoleArn(place)], {
      StringEquals: { "iam:PassedToService": "backup.amazonaws.com" },
    }),
  ];
}
