import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseSettings } from "../../../config/shape/data.ts";
import { durable } from "../../durable.ts";
import { logGroup } from "../../watch/log-group.ts";
import { certificateAuthority, type Engine, type EngineArgs, postgresPort, windows } from "./engine.ts";
import { databaseMonitoring, statementRecord } from "./monitoring.ts";
import { ownerSecretOf } from "./owner.ts";
import { databaseParameters } from "./parameters.ts";

export type AuroraSettings = Extract<DatabaseSettings, { engine: "aurora-postgresql" }>;

/** Aurora Serverless v2: one volume in three zones, and as many servers on it as the stack says. */
export function aurora(name: string, args: EngineArgs<AuroraSettings>, parent: pulumi.Resource): Engine {
  const { place, settings, identifier, replicaGroupId } = args;

  const parameters = new aws.rds.ClusterParameterGroup(
    `${name}-parameters`,
    {
      name: `${identifier}-${settings.version}`,
      family: `aurora-postgresql${settings.version}`,
      description: "TLS only; slow statements, sessions and schema changes written down",
      parameters: databaseParameters(settings, args.slo),
    },
    { parent },
  );
  const monitoring = databaseMonitoring(`${name}-monitoring`, place, identifier, parent);
  const log = logGroup(
    `${name}-logs-postgresql`,
    `/aws/rds/cluster/${identifier}/postgresql`,
    args.logs,
    parent,
  );

  const cluster = new aws.rds.Cluster(
    `${name}-cluster`,
    {
      clusterIdentifier: identifier,
      engine: "aurora-postgresql",
      engineMode: "provisioned", // Serverless v2 is a class of server; the mode "serverless" is its retired predecessor
      // The major alone: RDS applies minor versions by itself, and a named minor would then be taken for drift.
      engineVersion: settings.version,
      allowMajorVersionUpgrade: false,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      serverlessv2ScalingConfiguration: {
        minCapacity: settings.capacity.min,
        maxCapacity: settings.capacity.max,
      },
      databaseName: settings.name,
      port: postgresPort,
      dbClusterParameterGroupName: parameters.name,
      storageEncrypted: true,
      kmsKeyId: args.keyArn,

      dbSubnetGroupName: args.subnetGroupName,
      // All servers of a cluster wear the same groups: who may read from a replica is told apart by its login alone.
      vpcSecurityGroupIds: [args.groupId, ...(replicaGroupId === undefined ? [] : [replicaGroupId])],

      masterUsername: "owner",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: args.secretsKeyArn,
      iamDatabaseAuthenticationEnabled: true,

      backupRetentionPeriod: settings.backupDays,
      preferredBackupWindow: windows.backup,
      preferredMaintenanceWindow: windows.maintenance,
      applyImmediately: false,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${identifier}-final`,

      enabledCloudwatchLogsExports: ["postgresql"],
      databaseInsightsMode: settings.insights,
      ...statementRecord(settings, args.keyArn),
      tags: { "data-class": settings.dataClass },
    },
    { ...durable(parent), dependsOn: [log] },
  );

  const servers = (settings.standby ? 2 : 1) + settings.readReplicas;
  const members = Array.from(
    { length: servers },
    (_, at) =>
      new aws.rds.ClusterInstance(
        `${name}-member-${at + 1}`,
        {
          identifier: `${identifier}-${at + 1}`,
          clusterIdentifier: cluster.clusterIdentifier,
          engine: "aurora-postgresql",
          instanceClass: "db.serverless",
          autoMinorVersionUpgrade: true,
          // Tiers 0 and 1 grow and shrink with the writer, to be ready to take over; replicas follow their own load.
          promotionTier: at < servers - settings.readReplicas ? at : 15,
          publiclyAccessible: false,
          caCertIdentifier: certificateAuthority,
          preferredMaintenanceWindow: windows.maintenance,
          applyImmediately: false,
          copyTagsToSnapshot: true,
          monitoringInterval: 60,
          monitoringRoleArn: monitoring.role.arn,
          ...statementRecord(settings, args.keyArn),
          tags: { "data-class": settings.dataClass },
        },
        { ...durable(parent), dependsOn: [monitoring.policy] },
      ),
  );

  const identifiers = members.map((member) => member.identifier);
  // A cluster without servers has addresses that nobody answers: whoever uses one waits for them.
  const served = (address: pulumi.Output<string>): pulumi.Output<string> =>
    pulumi.all([address, pulumi.all(identifiers)]).apply(([known]) => known);
  return {
    identifier: cluster.clusterIdentifier,
    host: served(cluster.endpoint),
    readHost: settings.readReplicas > 0 ? served(cluster.readerEndpoint) : undefined,
    credentialsArn: served(ownerSecretOf(cluster.masterUserSecrets)),
    parameterGroupName: parameters.name,
    members: identifiers,
    replicas: [],
    logGroupName: log.name,
    target: { dbClusterIdentifier: served(cluster.clusterIdentifier) },
  };
}
