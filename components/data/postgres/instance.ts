import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSettings } from "../../../config/shape/data.ts";
import { durable } from "../../durable.ts";
import { certificateAuthority, type Engine, type EngineArgs, postgresPort, windows } from "./engine.ts";
import { exportedLogs, instanceLogs } from "./logs.ts";
import { databaseMonitoring, statementRecord } from "./monitoring.ts";
import { ownerSecretOf } from "./owner.ts";
import { databaseParameters } from "./parameters.ts";
import { readReplica } from "./replica.ts";

export type InstanceSettings = Extract<DatabaseSettings, { engine: "postgres" }>;

/** RDS for PostgreSQL: one instance, a standby in another zone, and read replicas, as the stack says. */
export function instance(name: string, args: EngineArgs<InstanceSettings>, parent: pulumi.Resource): Engine {
  const { place, settings, identifier } = args;

  const parameters = new aws.rds.ParameterGroup(
    `${name}-parameters`,
    {
      name: `${identifier}-${settings.version}`,
      family: `postgres${settings.version}`,
      description: "TLS only; slow statements, sessions and schema changes written down",
      parameters: databaseParameters(settings, args.slo),
    },
    { parent },
  );
  const monitoring = databaseMonitoring(`${name}-monitoring`, place, identifier, parent);
  const { log, all } = instanceLogs(name, identifier, args.logs, parent);

  const made = new aws.rds.Instance(
    `${name}-instance`,
    {
      identifier,
      engine: "postgres",
      // The major alone: RDS applies minor versions by itself, and a named minor would then be taken for drift.
      engineVersion: settings.version,
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      instanceClass: settings.instanceClass,
      multiAz: settings.standby,
      dbName: settings.name,
      port: postgresPort,
      parameterGroupName: parameters.name,

      storageType: "gp3",
      allocatedStorage: settings.storageGiB,
      maxAllocatedStorage: settings.maxStorageGiB,
      storageEncrypted: true,
      kmsKeyId: args.keyArn,

      dbSubnetGroupName: args.subnetGroupName,
      vpcSecurityGroupIds: [args.groupId],
      publiclyAccessible: false,
      caCertIdentifier: certificateAuthority,

      username: "owner",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: args.secretsKeyArn,
      iamDatabaseAuthenticationEnabled: true,

      backupRetentionPeriod: settings.backupDays,
      backupWindow: windows.backup,
      maintenanceWindow: windows.maintenance,
      applyImmediately: false,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${identifier}-final`,

      enabledCloudwatchLogsExports: exportedLogs,
      monitoringInterval: 60,
      monitoringRoleArn: monitoring.role.arn,
      databaseInsightsMode: settings.insights,
      ...statementRecord(settings, args.keyArn),
      tags: { "data-class": settings.dataClass },
    },
    { ...durable(parent), dependsOn: [...all, monitoring.policy] },
  );
  const replicas = Array.from({ length: settings.readReplicas }, (_, at) =>
    readReplica(
      `${name}-replica-${at + 1}`,
      {
        ...args,
        identifier: `${identifier}-replica-${at + 1}`,
        source: made,
        parameterGroupName: parameters.name,
        monitoring,
      },
      parent,
    ),
  );

  return {
    identifier: made.identifier,
    host: made.address,
    readHost: replicas[0]?.host,
    credentialsArn: ownerSecretOf(made.masterUserSecrets),
    parameterGroupName: parameters.name,
    members: [made.identifier],
    replicas,
    logGroupName: log.name,
    target: { dbInstanceIdentifier: made.identifier },
  };
}
