import type { DBInstance } from "@aws-sdk/client-rds";
import { type Server, type Tags, tagList, tagsOf } from "./engine.ts";

export const serverOf = (one: DBInstance): Server => ({
  name: one.DBInstanceIdentifier ?? "",
  status: one.DBInstanceStatus ?? "",
  arn: one.DBInstanceArn ?? "",
  resourceId: one.DbiResourceId ?? "",
  version: one.EngineVersion ?? "",
  encrypted: one.StorageEncrypted ?? false,
  keyId: one.KmsKeyId,
  tags: tagsOf(one.TagList),
  tidy: true,
  owner: one.MasterUserSecret?.SecretArn
    ? {
        arn: one.MasterUserSecret.SecretArn,
        keyId: one.MasterUserSecret.KmsKeyId,
        ready: one.MasterUserSecret.SecretStatus === "active",
      }
    : undefined,
  latest: one.LatestRestorableTime,
  replicas: one.ReadReplicaDBInstanceIdentifiers ?? [],
  servers: 1,
});

/** What a restore can be told. Without it, RDS would take defaults: its own parameter group, the VPC's default group. */
export const restorable = (old: DBInstance, tags: Tags) => ({
  DBInstanceClass: old.DBInstanceClass,
  Port: old.Endpoint?.Port,
  DBSubnetGroupName: old.DBSubnetGroup?.DBSubnetGroupName,
  VpcSecurityGroupIds: old.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId: group }) => group ?? []),
  DBParameterGroupName: old.DBParameterGroups?.[0]?.DBParameterGroupName,
  MultiAZ: old.MultiAZ,
  PubliclyAccessible: false,
  StorageType: old.StorageType,
  AutoMinorVersionUpgrade: old.AutoMinorVersionUpgrade,
  EnableIAMDatabaseAuthentication: old.IAMDatabaseAuthenticationEnabled,
  EnableCloudwatchLogsExports: old.EnabledCloudwatchLogsExports,
  DeletionProtection: true,
  CopyTagsToSnapshot: old.CopyTagsToSnapshot,
  BackupRetentionPeriod: old.BackupRetentionPeriod,
  PreferredBackupWindow: old.PreferredBackupWindow,
  CACertificateIdentifier: old.CACertificateIdentifier,
  EngineLifecycleSupport: old.EngineLifecycleSupport,
  NetworkType: old.NetworkType,
  Tags: tagList(tags),
});

export const modifiable = (old: DBInstance) => ({
  PreferredMaintenanceWindow: old.PreferredMaintenanceWindow,
  // RDS shows the ceiling of storage autoscaling only where there is one.
  MaxAllocatedStorage: old.MaxAllocatedStorage,
  BackupRetentionPeriod: old.BackupRetentionPeriod,
  PreferredBackupWindow: old.PreferredBackupWindow,
  DeletionProtection: true,
  CopyTagsToSnapshot: old.CopyTagsToSnapshot,
  MonitoringInterval: old.MonitoringInterval,
  MonitoringRoleArn: old.MonitoringInterval ? old.MonitoringRoleArn : undefined,
  ...insightsOf(old),
});

/** What RDS keeps of statements and their cost, under the same key. */
export const insightsOf = (old: DBInstance) => ({
  DatabaseInsightsMode: old.DatabaseInsightsMode,
  EnablePerformanceInsights: old.PerformanceInsightsEnabled,
  ...(old.PerformanceInsightsEnabled && {
    PerformanceInsightsKMSKeyId: old.PerformanceInsightsKMSKeyId,
    PerformanceInsightsRetentionPeriod: old.PerformanceInsightsRetentionPeriod,
  }),
});
