import type { Config } from "../../config/schema.ts";
import { document, type Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { keyAlias } from "../secrets/key-class.ts";
import { allow, of, restored } from "./allow.ts";
import { bucketsBackedUp, bucketsRestored } from "./bucket-permissions.ts";
import type { Copy } from "./copy.ts";

/** What AWS Backup works on. */
export interface Scope {
  readonly place: Place;
  readonly engine: Config["database"]["engine"];
  readonly databaseArn: string;
  readonly bucketArns: readonly string[];
  readonly vaultArn: string;
  readonly copy: Copy | undefined;
}

export const backupRoleName = (place: Place): string => `${place.prefix}-backup`;

/** AWS Backup says for which account it acts, and not for which plan ("Confused deputy prevention", AWS Backup guide). */
export const backupTrust = (place: Place): string =>
  document({
    Sid: "OnlyForUs",
    Effect: "Allow",
    Principal: { Service: "backup.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": place.account } },
  });

/** How the engines differ in the words of RDS's actions and ARNs. */
const words = {
  postgres: {
    thing: "db",
    snapshot: "snapshot",
    group: "pg",
    actions: {
      snapshot: "DBSnapshot",
      restore: "RestoreDBInstanceFromDBSnapshot",
      remove: "DeleteDBInstance",
    },
  },
  "aurora-postgresql": {
    thing: "cluster",
    snapshot: "cluster-snapshot",
    group: "cluster-pg",
    actions: {
      snapshot: "DBClusterSnapshot",
      restore: "RestoreDBClusterFromSnapshot",
      remove: "DeleteDBCluster",
    },
  },
} as const;

/** What in AWSBackupServiceRolePolicyForBackup is about this stack's stores; nothing shares a backup with another account. */
export function backupStatements(scope: Scope): readonly Statement[] {
  const { place, copy, databaseArn, bucketArns } = scope;
  const { thing, snapshot, actions } = words[scope.engine];
  const places = [place, ...(copy ? [copy.place] : [])];
  const snapshots = places.map((at) => arnOf(at, "rds", `${snapshot}:awsbackup:*`));
  const points = places.map((at) => arnOf(at, "backup", "recovery-point:*"));
  return [
    allow("Find", [...of("rds", ...described), "tag:GetResources"], "*"),
    allow("TakeSnapshots", `rds:Create${actions.snapshot}`, [databaseArn, ...snapshots]),
    allow("Snapshots", of("rds", `Copy${actions.snapshot}`, `Delete${actions.snapshot}`), snapshots),
    allow("Tags", of("rds", "AddTagsToResource", "ListTagsForResource"), [
      databaseArn,
      ...snapshots,
      arnOf(place, "rds", `${thing}:${restored}*`),
    ]),
    allow("TagPoints", "backup:TagResource", points),
    allow("IntoVaults", of("backup", "CopyIntoBackupVault", "DescribeBackupVault"), [
      scope.vaultArn,
      ...(copy ? [copy.vaultArn] : []),
    ]),
    ...(copy ? [allow("FromVault", "backup:CopyFromBackupVault", [...snapshots, ...points])] : []),
    ...keyGrants(place, keyAlias(place, "data"), "Data"),
    ...(copy ? keyGrants(copy.place, copy.keyAlias, "Copies") : []),
    ...bucketsBackedUp(place, bucketArns),
  ];
}

/** What in AWSBackupServiceRolePolicyForRestores is about this stack's stores: into new things of a test, never over the live ones. */
export function restoreStatements({ place, engine, bucketArns }: Scope): readonly Statement[] {
  const { thing, snapshot, group, actions } = words[engine];
  const rds = (resource: string) => arnOf(place, "rds", resource);
  const copies = rds(`${thing}:${restored}*`);
  return [
    allow("Restore", `rds:${actions.restore}`, [
      copies,
      rds(`${snapshot}:awsbackup:*`),
      rds(`subgrp:${place.prefix}-*`),
      rds(`${group}:default.*`),
      rds("og:default:*"),
    ]),
    // Deleting a cluster is about its last snapshot too, even where none is taken.
    allow("RemoveFailed", `rds:${actions.remove}`, [
      copies,
      ...(thing === "cluster" ? [rds(`${snapshot}:${restored}*`)] : []),
    ]),
    ...bucketsRestored(place, bucketArns),
  ];
}

/** Read-only, and asked for whole lists. */
const described = [
  "DescribeDBClusters",
  "DescribeDBClusterSnapshots",
  "DescribeDBInstances",
  "DescribeDBSnapshots",
];

/** RDS and AWS Backup use a key by a grant that they ask for in this role's name; the role itself decrypts nothing. */
function keyGrants(at: Place, alias: string, of: string): readonly Statement[] {
  const named = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } };
  const keys = arnOf(at, "kms", "key/*");
  return [
    { ...allow(`See${of}Key`, "kms:DescribeKey", keys), Condition: named },
    {
      ...allow(`Grant${of}Key`, "kms:CreateGrant", keys),
      Condition: { ...named, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
