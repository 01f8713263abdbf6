import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { durable } from "../../durable.ts";
import { certificateAuthority, type EngineArgs, type Replica, windows } from "./engine.ts";
import type { InstanceSettings } from "./instance.ts";
import { exportedLogs, instanceLogs } from "./logs.ts";
import { type databaseMonitoring, statementRecord } from "./monitoring.ts";

export interface ReplicaArgs extends EngineArgs<InstanceSettings> {
  readonly source: aws.rds.Instance;
  readonly parameterGroupName: pulumi.Input<string>;
  readonly monitoring: ReturnType<typeof databaseMonitoring>;
}

/**
 * A copy of an instance to read from, a moment behind it, behind a group of its own. Database, owner, subnets and key
 * are its source's: RDS refuses to be told them again ("Working with DB instance read replicas", RDS guide).
 */
export function readReplica(
  name: string,
  args: ReplicaArgs,
  parent: pulumi.Resource,
): Replica & { readonly host: pulumi.Output<string> } {
  const { settings, identifier, source, monitoring } = args;
  const { log, all } = instanceLogs(name, identifier, args.logs, parent);
  const made = new aws.rds.Instance(
    name,
    {
      identifier,
      replicateSourceDb: source.identifier,
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      instanceClass: settings.instanceClass,
      multiAz: false,
      parameterGroupName: args.parameterGroupName,

      storageType: "gp3",
      maxAllocatedStorage: settings.maxStorageGiB,
      storageEncrypted: true,

      vpcSecurityGroupIds: args.replicaGroupId === undefined ? [] : [args.replicaGroupId],
      publiclyAccessible: false,
      caCertIdentifier: certificateAuthority,
      iamDatabaseAuthenticationEnabled: true,

      // It holds nothing that its source does not: the source is backed up, and RDS takes no final snapshot of a replica.
      backupRetentionPeriod: 0,
      skipFinalSnapshot: true,
      maintenanceWindow: windows.maintenance,
      applyImmediately: false,
      copyTagsToSnapshot: true,
      deletionProtection: true,

      enabledCloudwatchLogsExports: exportedLogs,
      monitoringInterval: 60,
      monitoringRoleArn: monitoring.role.arn,
      databaseInsightsMode: settings.insights,
      ...statementRecord(settings, args.keyArn),
      tags: { "data-class": settings.dataClass },
    },
    { ...durable(parent), dependsOn: [...all, monitoring.policy] },
  );
  return { identifier: made.identifier, logGroupName: log.name, host: made.address };
}
