import { BackupClient, ListRecoveryPointsByBackupVaultCommand } from "@aws-sdk/client-backup";
import { partitionOf } from "../../config/partition.ts";
import { type Condition, condition } from "../condition.ts";
import { databaseOf } from "../names.ts";
import { bounded } from "../session.ts";
import type { Trial } from "../trial/trial.ts";

/** A backup is begun every day, and may take a while: the target for lost data (RPO) is how old the newest may be. */
export async function backedUp(trial: Trial, now: Date): Promise<Condition> {
  const { target } = trial;
  const { account, region, backups, database } = target.config;
  const session = await trial.session();
  const backup = new BackupClient({ region, ...bounded(30) });
  const thing = database.engine === "postgres" ? "db" : "cluster";
  const arn = `arn:${partitionOf(region)}:rds:${region}:${account}:${thing}:${databaseOf(target)}`;
  const { rpoHours } = backups.targets;
  const asked = {
    BackupVaultName: target.prefix,
    ByResourceArn: arn,
    ByCreatedAfter: new Date(now.getTime() - rpoHours * 3_600_000),
  };
  const seen = await session.find(
    `list the backups in ${target.prefix}`,
    "backup:ListRecoveryPointsByBackupVault on it",
    ["ResourceNotFoundException"],
    () => backup.send(new ListRecoveryPointsByBackupVaultCommand(asked)),
  );
  const good = (seen?.RecoveryPoints ?? []).filter(({ Status }) => Status === "COMPLETED");
  const newest = good.map(({ CreationDate }) => CreationDate?.getTime() ?? 0).sort((a, b) => b - a)[0];
  return condition("backups", newest !== undefined, {
    found:
      newest === undefined
        ? `none of the database within ${rpoHours} h`
        : `the newest is ${Math.round((now.getTime() - newest) / 3_600_000)} h old`,
    todo: `the jobs of the vault ${target.prefix} in AWS Backup say why; begin one by hand, so that today has one`,
  });
}
