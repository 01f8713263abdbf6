import { runSimulation } from "@cloud-copilot/iam-simulate";
import { describe, expect, it } from "vitest";
import { Backups, type BackupsArgs } from "../../components/backups/backups.ts";
import { document } from "../../components/document.ts";
import type { Place } from "../../components/place.ts";
import { owner } from "../../components/secrets/key-policy.ts";
import { AccessLogs } from "../../components/storage/access-logs.ts";
import { Evidence, writesEvidence } from "../../components/storage/evidence.ts";
import { decide } from "./decide.ts";
import { declare, type Plan } from "./declare.ts";

const place: Place = {
  prefix: "shop-production",
  account: "111122223333",
  region: "eu-central-1",
  partition: "aws",
};
const settings: BackupsArgs["settings"] = {
  dailyDays: 35,
  monthlyMonths: 12,
  copyTo: null,
  restoreTest: { every: "week", tables: ["orders"], schemaVersion: null },
  targets: { rpoHours: 26, rtoHours: 4 },
};
const rds = "arn:aws:rds:eu-central-1:111122223333";
const postgres: BackupsArgs["database"] = {
  arn: `${rds}:db:shop-production-database`,
  engine: "postgres",
  subnetGroupName: "shop-production-database",
  groupId: "sg-database",
};
const aurora: BackupsArgs["database"] = {
  ...postgres,
  arn: `${rds}:cluster:shop-production-database`,
  engine: "aurora-postgresql",
};
const reports = "arn:aws:s3:::shop-production-reports-111122223333";
const backups = (changed: Partial<BackupsArgs> = {}) =>
  declare(
    () =>
      new Backups("backups", {
        place,
        settings,
        keyArn: "arn:data-key",
        database: postgres,
        bucketArns: [reports],
        oncall: { topicArn: "arn:oncall", runbook: "https://docs.shop.example/runbook" },
        ...changed,
      }),
  );
const copied = { settings: { ...settings, copyTo: "eu-west-1" } };

const vaultType = "aws:backup/vault:Vault";
const lockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const planType = "aws:backup/plan:Plan";
const testType = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const selectionType = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const policyType = "aws:iam/rolePolicy:RolePolicy";
const ruleType = "aws:cloudwatch/eventRule:EventRule";

const rulesOf = (plan: Plan): readonly Record<string, unknown>[] => {
  const { rules } = plan.only(planType);
  return Array.isArray(rules) ? rules : [];
};

describe("backups", () => {
  it("stand in a vault under the stack's key, which neither Pulumi nor a single command deletes", async () => {
    const plan = await backups();
    expect(plan.only(vaultType)).toEqual({
      name: "shop-production",
      kmsKeyArn: "arn:data-key",
      forceDestroy: false,
    });
    expect(
      plan.declared.filter(({ type, protect }) => type.startsWith("aws:backup/vault") && !protect),
    ).toEqual([]);
  });

  it("are locked for their time, in the mode that a person with the right can lift", async () => {
    const plan = await backups();
    expect(plan.only(lockType)).toEqual({
      backupVaultName: "shop-production",
      minRetentionDays: 7,
      maxRetentionDays: 372,
    });
  });

  it("are taken daily and monthly, after the database's own windows, and kept as the configuration says", async () => {
    const plan = await backups();
    expect(
      rulesOf(plan).map(({ ruleName, schedule, lifecycle, startWindow, completionWindow }) => [
        ...[ruleName, schedule, lifecycle, startWindow, completionWindow],
      ]),
    ).toEqual([
      ["daily", "cron(0 5 * * ? *)", { deleteAfter: 35 }, 120, 720],
      ["monthly", "cron(0 12 1 * ? *)", { deleteAfter: 372 }, 120, 720],
    ]);
  });

  it("are only daily where no months are asked for, and the lock follows", async () => {
    const plan = await backups({ settings: { ...settings, dailyDays: 7, monthlyMonths: 0 } });
    expect(rulesOf(plan).map(({ ruleName, copyActions }) => [ruleName, copyActions])).toEqual([
      ["daily", undefined],
    ]);
    expect(plan.only(lockType)).toMatchObject({ minRetentionDays: 7, maxRetentionDays: 7 });
  });

  it("never keep anything for a time that the vault's lock refuses", async () => {
    for (const months of [0, 1, 12, 120]) {
      const plan = await backups({ settings: { ...settings, monthlyMonths: months } });
      const { minRetentionDays, maxRetentionDays } = plan.only(lockType);
      for (const { lifecycle } of rulesOf(plan)) {
        const days = Number(Reflect.get(Object(lifecycle), "deleteAfter"));
        expect(days).toBeGreaterThanOrEqual(Number(minRetentionDays));
        expect(days).toBeLessThanOrEqual(Number(maxRetentionDays));
      }
    }
  });

  it("are of the database and of every bucket, by name", async () => {
    const plan = await backups();
    expect(plan.only("aws:backup/selection:Selection").resources).toEqual([postgres.arn, reports]);
  });

  it("are copied to another region, under a key and a lock of that region (C18)", async () => {
    const plan = await backups(copied);
    const there = "arn:aws:backup:eu-west-1:111122223333:backup-vault:shop-production-copies";
    expect(rulesOf(plan).map(({ copyActions }) => copyActions)).toEqual([
      [{ destinationVaultArn: there, lifecycle: { deleteAfter: 35 } }],
      [{ destinationVaultArn: there, lifecycle: { deleteAfter: 372 } }],
    ]);
    expect(plan.get(vaultType, "backups-copy-vault").inputs).toMatchObject({
      region: "eu-west-1",
      name: "shop-production-copies",
    });
    expect(plan.get(vaultType, "backups-copy-vault").uses("kmsKeyArn")).toEqual(["backups-copy-key"]);
    expect(plan.get("aws:kms/key:Key", "backups-copy-key").inputs).toMatchObject({
      region: "eu-west-1",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
    expect(plan.get("aws:kms/alias:Alias", "backups-copy-key-alias").inputs).toMatchObject({
      region: "eu-west-1",
      name: "alias/shop-production-copies",
    });
    expect(plan.get(lockType, "backups-copy-lock").inputs).toEqual({
      region: "eu-west-1",
      backupVaultName: "shop-production-copies",
      minRetentionDays: 7,
      maxRetentionDays: 372,
    });
    expect(plan.get(planType, "backups-plan").after).toContain("backups-copy-vault");
  });
});

describe("the role of backups", () => {
  const roleArn = "arn:aws:iam::111122223333:role/shop-production-backup";
  const decide = async (
    plan: Plan,
    action: string,
    resource: string,
    context: Record<string, string[] | string> = {},
  ) => {
    const simulated = await runSimulation(
      {
        request: {
          principal: roleArn,
          action,
          resource: { resource, accountId: place.account },
          contextVariables: context,
        },
        identityPolicies: plan
          .all(policyType)
          .map(({ name, policy }) => ({ name: String(name), policy: JSON.parse(String(policy)) })),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        ...(action.startsWith("kms:") && { resourcePolicy: JSON.parse(document(owner(place))) }),
      },
      {},
    );
    if (simulated.resultType === "error") throw new Error(JSON.stringify(simulated.errors));
    return simulated.overallResult;
  };

  it("may be assumed by AWS Backup for this account alone", async () => {
    const plan = await backups();
    const { name, assumeRolePolicy } = plan.only("aws:iam/role:Role");
    expect(name).toBe("shop-production-backup");
    expect(JSON.parse(String(assumeRolePolicy)).Statement).toEqual([
      {
        Sid: "OnlyForUs",
        Effect: "Allow",
        Principal: { Service: "backup.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      },
    ]);
  });

  const alias = { "kms:ResourceAliases": ["alias/shop-production-data"] };
  const copies = { "kms:ResourceAliases": ["alias/shop-production-copies"] };
  const key = "arn:aws:kms:eu-central-1:111122223333:key/1";
  const keyThere = "arn:aws:kms:eu-west-1:111122223333:key/2";
  const viaS3 = { ...alias, "kms:ViaService": "s3.eu-central-1.amazonaws.com" };
  const grant = { "kms:GrantIsForAWSResource": "true" };
  const point = `${rds}:snapshot:awsbackup:job-1`;

  it.each([
    ["rds:CreateDBSnapshot", postgres.arn, {}],
    ["rds:CreateDBSnapshot", point, {}],
    ["rds:CopyDBSnapshot", "arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:copyjob-1", {}],
    ["rds:RestoreDBInstanceFromDBSnapshot", `${rds}:db:awsbackup-restore-test-abc`, {}],
    ["rds:RestoreDBInstanceFromDBSnapshot", point, {}],
    ["rds:RestoreDBInstanceFromDBSnapshot", `${rds}:subgrp:shop-production-database`, {}],
    ["rds:RestoreDBInstanceFromDBSnapshot", `${rds}:pg:default.postgres17`, {}],
    ["rds:RestoreDBInstanceFromDBSnapshot", `${rds}:og:default:postgres-17`, {}],
    [
      "backup:CopyIntoBackupVault",
      "arn:aws:backup:eu-west-1:111122223333:backup-vault:shop-production-copies",
      {},
    ],
    ["kms:CreateGrant", key, { ...alias, ...grant }],
    ["kms:CreateGrant", keyThere, { ...copies, ...grant }],
    ["s3:GetObjectVersion", `${reports}/a`, {}],
    ["s3:PutObject", "arn:aws:s3:::awsbackup-restore-test-abc/a", {}],
    ["kms:Decrypt", key, viaS3],
    ["kms:GenerateDataKey", key, viaS3],
  ])("allows %s on %s", async (action, resource, context) => {
    expect(await decide(await backups(copied), action, resource, context)).toBe("Allowed");
  });

  it.each([
    ["rds:DeleteDBInstance", postgres.arn, {}],
    ["rds:RestoreDBInstanceFromDBSnapshot", postgres.arn, {}],
    ["rds:DeleteDBSnapshot", `${rds}:snapshot:shop-production-database-final`, {}],
    ["rds:CreateDBSnapshot", `${rds}:db:another-database`, {}],
    ["rds:ModifyDBSnapshotAttribute", point, {}],
    ["s3:PutObject", `${reports}/a`, {}],
    ["s3:DeleteObject", `${reports}/a`, {}],
    ["s3:GetObject", "arn:aws:s3:::another-bucket/a", {}],
    ["kms:Decrypt", key, alias],
    ["kms:CreateGrant", key, alias],
    ["kms:CreateGrant", key, { "kms:ResourceAliases": ["alias/shop-production-secrets"], ...grant }],
    ["iam:PassRole", roleArn, {}],
    ["backup:DeleteRecoveryPoint", "arn:aws:backup:eu-central-1:111122223333:recovery-point:1", {}],
  ])("does not allow %s on %s", async (action, resource, context) => {
    expect(await decide(await backups(copied), action, resource, context)).not.toBe("Allowed");
  });

  it("knows the other region only where copies go there", async () => {
    const plan = await backups();
    expect(plan.all(policyType).filter(({ policy }) => String(policy).includes("eu-west-1"))).toEqual([]);
    expect(await decide(plan, "backup:CopyFromBackupVault", point)).not.toBe("Allowed");
  });

  it("knows clusters where the database is one, and no buckets where there are none", async () => {
    const plan = await backups({ database: aurora, bucketArns: [] });
    const snapshot = `${rds}:cluster-snapshot:awsbackup:job-1`;
    expect(await decide(plan, "rds:CreateDBClusterSnapshot", aurora.arn)).toBe("Allowed");
    expect(await decide(plan, "rds:RestoreDBClusterFromSnapshot", snapshot)).toBe("Allowed");
    expect(
      await decide(plan, "rds:RestoreDBClusterFromSnapshot", `${rds}:cluster:awsbackup-restore-test-abc`),
    ).toBe("Allowed");
    expect(await decide(plan, "rds:DeleteDBCluster", aurora.arn)).not.toBe("Allowed");
    expect(plan.all(policyType).filter(({ policy }) => String(policy).includes("s3:"))).toEqual([]);
  });

  it("fits what IAM takes for the policies of one role", async () => {
    const plan = await backups(copied);
    const length = plan.all(policyType).reduce((sum, { policy }) => sum + String(policy).length, 0);
    expect(length).toBeLessThan(10_240);
  });
});

describe("restore tests", () => {
  it("take the newest backup of this stack's vault, before the next one is taken", async () => {
    const plan = await backups();
    expect(plan.only(testType)).toMatchObject({
      name: "shop_production_restore_test",
      scheduleExpression: "cron(0 3 ? * TUE *)",
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
    });
    expect(plan.get(testType, "backups-test").uses("recoveryPointSelection")).toEqual(["backups-vault"]);
  });

  it.each([
    ["day", "cron(0 3 * * ? *)", 2],
    ["week", "cron(0 3 ? * TUE *)", 7],
    ["month", "cron(0 3 2 * ? *)", 7],
  ] as const)("come every %s where the configuration says so", async (every, scheduleExpression, days) => {
    const plan = await backups({
      settings: { ...settings, restoreTest: { ...settings.restoreTest, every } },
    });
    expect(plan.only(testType)).toMatchObject({
      scheduleExpression,
      recoveryPointSelection: { selectionWindowDays: days },
    });
  });

  it("put an instance's copy into the database's own subnets and group, out of everyone else's reach", async () => {
    const plan = await backups();
    expect(plan.get(selectionType, "backups-test-database").inputs).toMatchObject({
      name: "database",
      protectedResourceType: "RDS",
      protectedResourceArns: [postgres.arn],
      validationWindowHours: 5,
      restoreMetadataOverrides: {
        dbSubnetGroupName: "shop-production-database",
        vpcSecurityGroupIds: '["sg-database"]',
        multiAz: "false",
        publiclyAccessible: "false",
      },
    });
  });

  it("override for a cluster only what a cluster's restore takes", async () => {
    const plan = await backups({ database: aurora });
    expect(plan.get(selectionType, "backups-test-database").inputs).toMatchObject({
      protectedResourceType: "Aurora",
      protectedResourceArns: [aurora.arn],
      restoreMetadataOverrides: {
        dbSubnetGroupName: "shop-production-database",
        vpcSecurityGroupIds: '["sg-database"]',
      },
    });
  });

  it("restore buckets under the stack's own key, and none where there are none", async () => {
    expect((await backups()).get(selectionType, "backups-test-buckets").inputs).toMatchObject({
      protectedResourceType: "S3",
      protectedResourceArns: [reports],
      restoreMetadataOverrides: { encryptionType: "SSE-KMS", kmsKey: "arn:data-key" },
    });
    expect((await backups({ bucketArns: [] })).all(selectionType)).toHaveLength(1);
  });

  it("are looked at when an event of this plan says that the copy is complete", async () => {
    let restored: unknown;
    await declare(() => {
      restored = new Backups("backups", {
        ...{ place, settings, keyArn: "arn:data-key", database: postgres, bucketArns: [] },
        oncall: { topicArn: "arn:oncall", runbook: "https://docs.shop.example/runbook" },
      }).restored;
    });
    expect(restored).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Restore Job State Change"],
      detail: {
        status: ["COMPLETED"],
        restoreTestingPlanArn: [
          {
            prefix:
              "arn:aws:backup:eu-central-1:111122223333:restore-testing-plan:shop_production_restore_test-",
          },
        ],
      },
    });
  });
});

describe("failures of backups, copies and restores", () => {
  it("page, those of this stack alone (K13)", async () => {
    const plan = await backups();
    const details = plan
      .all(ruleType)
      .map(({ name, eventPattern }) => [name, JSON.parse(String(eventPattern)).detail]);
    expect(Object.fromEntries(details)).toEqual({
      "shop-production-backup-failed": {
        backupVaultName: ["shop-production"],
        state: ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"],
      },
      "shop-production-backup-copy-failed": {
        sourceBackupVaultArn: ["arn:aws:backup:eu-central-1:111122223333:backup-vault:shop-production"],
        state: ["FAILED", "PARTIAL"],
      },
      "shop-production-backup-restore-failed": {
        iamRoleArn: ["arn:aws:iam::111122223333:role/shop-production-backup"],
        status: ["FAILED", "ABORTED"],
      },
      "shop-production-backup-restore-refused": {
        validationStatus: ["FAILED", "TIMED_OUT"],
        restoreTestingPlanArn: [
          {
            prefix:
              "arn:aws:backup:eu-central-1:111122223333:restore-testing-plan:shop_production_restore_test-",
          },
        ],
      },
    });
    const targets = plan.all("aws:cloudwatch/eventTarget:EventTarget");
    expect(targets.map(({ arn }) => arn)).toEqual(targets.map(() => "arn:oncall"));
    expect(targets).toHaveLength(4);
  });
});

describe("the bucket of evidence", () => {
  const tls = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
  const evidence = () =>
    declare(() => {
      const { target: accessLogs } = new AccessLogs("access-logs", { place, days: 365, cdn: false });
      new Evidence("evidence", { place, keyArn: "arn:data-key", accessLogs });
    });

  it("keeps every record for 400 days, whoever wants it gone", async () => {
    const plan = await evidence();
    const lock = plan.get(
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
      "evidence-bucket-lock",
    );
    expect(lock.inputs).toEqual({
      bucket: "shop-production-evidence-111122223333",
      rule: { defaultRetention: { mode: "GOVERNANCE", days: 400 } },
    });
    expect(lock.after).toContain("evidence-bucket-versions");
    expect(
      plan.get(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "evidence-bucket-lifecycle",
      ).inputs.rules,
    ).toContainEqual({ id: "expiry", status: "Enabled", filter: {}, expiration: { days: 400 } });
  });

  it("is encrypted under the data key, logged, and not spoken to in the clear", async () => {
    const plan = await evidence();
    expect(
      plan.get(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "evidence-bucket-encryption",
      ).inputs.rules,
    ).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:data-key" },
        bucketKeyEnabled: true,
      },
    ]);
    expect(plan.only("aws:s3/bucketLogging:BucketLogging")).toMatchObject({
      targetPrefix: "bucket/evidence/",
    });
    expect(
      String(plan.get("aws:s3/bucketPolicy:BucketPolicy", "evidence-bucket-policy").inputs.policy),
    ).toContain("NotInTheClear");
  });

  it("lets nobody go round the lock, take anything away, or write over what was tried", async () => {
    const at = "arn:aws:s3:::shop-production-evidence-111122223333";
    const { policy } = (await evidence()).get(
      "aws:s3/bucketPolicy:BucketPolicy",
      "evidence-bucket-policy",
    ).inputs;
    const everything = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    const does = (action: string, key: string, context = {}) =>
      decide([everything], { action, resource: `${at}/${key}`, context }, policy);
    const record = "trials/00000001.json";

    for (const action of ["DeleteObject", "DeleteObjectVersion", "BypassGovernanceRetention"])
      expect([action, await does(`s3:${action}`, record, tls)]).toEqual([action, "ExplicitlyDenied"]);
    expect(await does("s3:PutObject", record, tls)).toBe("ExplicitlyDenied");
    expect(await does("s3:PutObject", "attachments/a1", tls)).toBe("ExplicitlyDenied");
    expect(await does("s3:PutObject", record, { ...tls, "s3:if-none-match": "*" })).toBe("Allowed");
    expect(await does("s3:PutObject", "restore/2026-11-21-1.json", tls)).toBe("Allowed");
    expect(await does("s3:GetObject", record, tls)).toBe("Allowed");
  });

  it("takes records of one kind from who may leave them: no reading, no deleting, no lifting of the lock", () => {
    expect(writesEvidence(place, "restore").map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ["s3:PutObject", ["arn:aws:s3:::shop-production-evidence-111122223333/restore/*"]],
      [["kms:GenerateDataKey"], "arn:aws:kms:eu-central-1:111122223333:key/*"],
    ]);
  });
});
