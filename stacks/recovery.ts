import { Backups } from "../components/backups/backups.ts";
import type { Statement } from "../components/document.ts";
import { arnOf, type Place } from "../components/place.ts";
import { Procedure } from "../components/run/procedure.ts";
import { keyStatement } from "../components/secrets/key-class.ts";
import { readsSecrets } from "../components/secrets/rotation-policy.ts";
import { writesEvidence } from "../components/storage/evidence.ts";
import type { Settings } from "../functions/restore-check/settings.ts";
import { lambda } from "./function.ts";
import type { Inside } from "./inside.ts";
import { own } from "./secret-entries.ts";

/** Backups outside of the stores, restored on schedule into a copy that is looked at (K04, K13, K21). */
export function recovery(inside: Inside): Backups {
  const { place, config, keys, oncall, database, buckets, logs, alarms, parent } = inside;
  const backups = new Backups(
    "backups",
    {
      place,
      settings: config.backups,
      keyArn: keys.data,
      database,
      bucketArns: Object.values(buckets).map(({ arn }) => arn),
      oncall: { topicArn: oncall.topicArn, runbook: config.oncall.runbook },
    },
    { parent },
  );
  alarms.watchBackups(backups.vaultName);

  const { tables, schemaVersion } = config.backups.restoreTest;
  const settings: Settings = {
    prefix: place.prefix,
    credentials: own.monitor,
    database: config.database.name,
    engine: config.database.engine,
    tables,
    schemaVersion,
    targets: config.backups.targets,
    evidence: inside.evidence.bucketName,
  };
  const step = lambda(
    "restore-check",
    {
      description: "Looks into a restored copy and says whether it is what was backed up",
      settings,
      statements: [
        ...readsSecrets(place, [own.monitor]),
        ...writesEvidence(place, "restore"),
        ...looksAtCopies(place, settings.engine),
      ],
      timeoutSeconds: 900,
      network: { database: true },
    },
    inside,
  );
  const procedure = new Procedure(
    "restore-checking",
    {
      place,
      id: "restore-check",
      description: "From a restored copy to a record of whether it is good",
      step,
      timeoutMinutes: 60 * (config.backups.targets.rtoHours + 1),
      startsOn: { description: "A backup was restored for a test", pattern: { ...backups.restored } },
      logs,
    },
    { parent },
  );
  alarms.watchProcedure("restore-check", procedure);
  alarms.watchRestoreTests(step.name, config.backups.restoreTest.every);
  return backups;
}

/** AWS Backup begins the names of all that it restores for a test with these words ("Restore testing", AWS Backup guide). */
const copies = "awsbackup-restore-test-*";

/** What it needs to look at restored copies, and at nothing that they were copied from. */
function looksAtCopies(place: Place, engine: Settings["engine"]): readonly Statement[] {
  const bucket = arnOf(place, "s3", copies, "nowhere");
  const instance = arnOf(place, "rds", `db:${copies}`);
  const cluster = arnOf(place, "rds", `cluster:${copies}`);
  return [
    {
      Sid: "AnswerForRestores",
      Effect: "Allow",
      Action: ["backup:DescribeRestoreJob", "backup:PutRestoreValidationResult"],
      Resource: "*", // IAM ties neither to a resource
    },
    {
      Sid: "FindCopies",
      Effect: "Allow",
      Action: ["rds:DescribeDBClusters", "rds:DescribeDBInstances"],
      Resource: [instance, cluster],
    },
    ...(engine === "aurora-postgresql"
      ? [
          {
            // A restored cluster has no instance to connect to.
            Sid: "AddInstance",
            Effect: "Allow" as const,
            Action: [
              "rds:AddTagsToResource",
              "rds:CreateDBInstance",
              "rds:DeleteDBInstance",
              "rds:ModifyDBCluster",
            ],
            Resource: [
              instance,
              cluster,
              ...["cluster-pg", "og", "pg", "subgrp"].map((kind) => arnOf(place, "rds", `${kind}:*`)),
            ],
          },
        ]
      : []),
    { Sid: "ListCopies", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
    {
      Sid: "ReadCanaries",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `${bucket}/golive/canary.json`,
    },
    keyStatement(place, "data", "s3", ["kms:Decrypt"]),
  ];
}
