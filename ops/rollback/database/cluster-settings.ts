import type { DBCluster, DBInstance } from "@aws-sdk/client-rds";
import { type Server, type Tags, tagList, tagsOf } from "./engine.ts";
import { insightsOf } from "./instance-settings.ts";

export interface Whole {
  readonly cluster: DBCluster;
  readonly members: readonly DBInstance[];
}

/** A member is called as its cluster, and a number. */
export const renamed = ({ DBInstanceIdentifier: name = "" }: DBInstance, from: string, to: string): string =>
  name.startsWith(from) && /^-\d+$/.test(name.slice(from.length)) ? `${to}${name.slice(from.length)}` : name;

export const serverOf = ({ cluster, members }: Whole): Server => {
  const late = members.find(({ DBInstanceStatus }) => DBInstanceStatus !== "available");
  const secret = cluster.MasterUserSecret;
  return {
    name: cluster.DBClusterIdentifier ?? "",
    status: cluster.Status === "available" && late ? (late.DBInstanceStatus ?? "") : (cluster.Status ?? ""),
    arn: cluster.DBClusterArn ?? "",
    resourceId: cluster.DbClusterResourceId ?? "",
    version: cluster.EngineVersion ?? "",
    encrypted: cluster.StorageEncrypted ?? false,
    keyId: cluster.KmsKeyId,
    tags: tagsOf(cluster.TagList),
    tidy: members.every((member) => {
      const { DBClusterIdentifier: name = "" } = cluster;
      return (
        member.DBInstanceIdentifier?.startsWith(name) &&
        /^-\d+$/.test(member.DBInstanceIdentifier.slice(name.length))
      );
    }),
    owner: secret?.SecretArn
      ? { arn: secret.SecretArn, keyId: secret.KmsKeyId, ready: secret.SecretStatus === "active" }
      : undefined,
    latest: cluster.LatestRestorableTime,
    replicas: [],
    servers: members.length,
  };
};

export const restorable = (old: DBCluster, tags: Tags) => ({
  Port: old.Port,
  DBSubnetGroupName: old.DBSubnetGroup,
  VpcSecurityGroupIds: old.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId: group }) => group ?? []),
  DBClusterParameterGroupName: old.DBClusterParameterGroup,
  KmsKeyId: old.KmsKeyId,
  EnableIAMDatabaseAuthentication: old.IAMDatabaseAuthenticationEnabled,
  EnableCloudwatchLogsExports: old.EnabledCloudwatchLogsExports,
  ServerlessV2ScalingConfiguration: old.ServerlessV2ScalingConfiguration && {
    MinCapacity: old.ServerlessV2ScalingConfiguration.MinCapacity,
    MaxCapacity: old.ServerlessV2ScalingConfiguration.MaxCapacity,
  },
  DeletionProtection: true,
  CopyTagsToSnapshot: old.CopyTagsToSnapshot,
  BackupRetentionPeriod: old.BackupRetentionPeriod,
  PreferredBackupWindow: old.PreferredBackupWindow,
  EngineLifecycleSupport: old.EngineLifecycleSupport,
  NetworkType: old.NetworkType,
  Tags: tagList(tags),
});

export const modifiable = (old: DBCluster) => ({
  PreferredMaintenanceWindow: old.PreferredMaintenanceWindow,
  BackupRetentionPeriod: old.BackupRetentionPeriod,
  PreferredBackupWindow: old.PreferredBackupWindow,
  DeletionProtection: true,
  DatabaseInsightsMode: old.DatabaseInsightsMode,
  EnablePerformanceInsights: old.PerformanceInsightsEnabled,
  ...(old.PerformanceInsightsEnabled && {
    PerformanceInsightsKMSKeyId: old.PerformanceInsightsKMSKeyId,
    PerformanceInsightsRetentionPeriod: old.PerformanceInsightsRetentionPeriod,
  }),
});

export const memberOf = (old: DBInstance) => ({
  Engine: old.Engine,
  DBInstanceClass: old.DBInstanceClass,
  ...{
    PromotionTier: old.PromotionTier,
    AutoMinorVersionUpgrade: old.AutoMinorVersionUpgrade,
    CACertificateIdentifier: old.CACertificateIdentifier,
    PreferredMaintenanceWindow: old.PreferredMaintenanceWindow,
    CopyTagsToSnapshot: old.CopyTagsToSnapshot,
    MonitoringInterval: old.MonitoringInterval,
    MonitoringRoleArn: old.MonitoringInterval ? old.MonitoringRoleArn : undefined,
    ...insightsOf(old),
  },
  PubliclyAccessible: false,
  Tags: tagList(
    Object.fromEntries(Object.entries(tagsOf(old.TagList)).filter(([key]) => !key.startsWith("aws:"))),
  ),
});
