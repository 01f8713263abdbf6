import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import { document } from "../document.ts";
import { durable } from "../durable.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";
import { type EventPattern, pageOn } from "../watch/events.ts";
import { copyAt, copyVault } from "./copy.ts";
import { failures, restoredCopies } from "./events.ts";
import { backupRoleName, backupStatements, backupTrust, restoreStatements } from "./permissions.ts";
import { type ProtectedDatabase, restoreTests } from "./restore-tests.ts";
import { longestDays, rules } from "./schedule.ts";

export interface BackupsArgs {
  readonly place: Place;
  readonly settings: Config["backups"];
  readonly keyArn: pulumi.Input<string>;
  readonly database: ProtectedDatabase;
  /** ARNs of the buckets that are backed up, known before they exist. */
  readonly bucketArns: readonly string[];
  /** Whom a failure pages, and the document with a chapter for each kind of failure. */
  readonly oncall: { readonly topicArn: pulumi.Input<string>; readonly runbook: string };
}

/**
 * Copies of the database and the buckets that stand apart from them, that nobody deletes within their time, and that
 * are restored on schedule (K13, K21). Which kinds of stores AWS Backup works on at all is a setting of the account
 * ("Service opt-in", AWS Backup guide), which no stack of several may own: RDS, Aurora and S3 must be opted in there.
 */
export class Backups extends pulumi.ComponentResource {
  /** Known before it exists, as is its ARN. */
  readonly vaultName: string;
  readonly vaultArn: string;
  /** The events of a copy that was restored for a test and waits to be looked at. */
  readonly restored: EventPattern;

  constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:backups:Backups", name, {}, opts);
    const own = { parent: this };
    const { place, settings, database, bucketArns } = args;
    this.vaultName = place.prefix;
    this.vaultArn = arnOf(place, "backup", `backup-vault:${this.vaultName}`);
    this.restored = restoredCopies(place);

    const vault = new aws.backup.Vault(
      `${name}-vault`,
      { name: this.vaultName, kmsKeyArn: args.keyArn, forceDestroy: false },
      durable(this),
    );
    // Without `changeableForDays`: who may lift the lock still can, as an act of its own. With it, nobody ever could.
    const lock = { minRetentionDays: 7, maxRetentionDays: longestDays(settings) };
    new aws.backup.VaultLockConfiguration(
      `${name}-lock`,
      { backupVaultName: vault.name, ...lock },
      durable(this),
    );
    const copy = settings.copyTo === null ? undefined : copyAt(place, settings.copyTo);
    const copied = copy ? copyVault(`${name}-copy`, copy, lock, this) : [];

    const scope = {
      ...{ place, bucketArns, copy },
      engine: database.engine,
      databaseArn: database.arn,
      vaultArn: this.vaultArn,
    };
    const backup = role(
      `${name}-role`,
      place,
      {
        name: backupRoleName(place),
        description: "Backs the stores up, and restores backups for tests",
        trust: backupTrust(place),
      },
      this,
    );
    const allowed = [backupStatements(scope), restoreStatements(scope)].map(
      (statements, at) =>
        new aws.iam.RolePolicy(
          `${name}-role-${at === 0 ? "backup" : "restore"}`,
          {
            role: backup.name,
            name: at === 0 ? "backup" : "restore",
            policy: document(...statements),
          },
          own,
        ),
    );
    const ready = { parent: this, dependsOn: [...allowed, ...copied] };

    const plan = new aws.backup.Plan(
      `${name}-plan`,
      { name: place.prefix, rules: rules(settings, vault.name, copy?.vaultArn) },
      ready,
    );
    new aws.backup.Selection(
      `${name}-selection`,
      {
        name: "stores",
        planId: plan.id,
        iamRoleArn: backup.arn,
        resources: [database.arn, ...bucketArns],
      },
      ready,
    );
    restoreTests(
      name,
      {
        ...{ place, vault, database, bucketArns },
        every: settings.restoreTest.every,
        validationWindowHours: settings.targets.rtoHours + 1,
        roleArn: backup.arn,
        keyArn: args.keyArn,
      },
      ready,
    );
    for (const { kind, ...failure } of failures(place, this.vaultName)) {
      const { topicArn, runbook } = args.oncall;
      pageOn(`backup-${kind}`, place, { ...failure, topicArn, runbook: `${runbook}#backup-${kind}` }, this);
    }

    this.registerOutputs({ vaultName: this.vaultName, vaultArn: this.vaultArn });
  }
}
