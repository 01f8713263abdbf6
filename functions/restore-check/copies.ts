import {
  CreateDBInstanceCommand,
  DeleteDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterCommand,
  type RDSClient,
} from "@aws-sdk/client-rds";

export interface Copy {
  readonly status: string;
  readonly host: string;
  readonly port: number;
}

/** The servers that a restore makes. */
export interface Copies {
  instance(id: string): Promise<Copy | undefined>;
  cluster(id: string): Promise<Copy | undefined>;
  /** AWS Backup restores a cluster's storage alone; it takes an instance to look into it. Returns its name. */
  addInstance(cluster: string): Promise<string>;
  /** Whether an instance that was added is gone; it is deleted as soon as it can be. */
  gone(instance: string): Promise<boolean>;
}

const named = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

async function orNone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (named(error, "DBInstanceNotFoundFault", "DBInstanceNotFound", "DBClusterNotFoundFault"))
      return undefined;
    throw error;
  }
}

const described = async (rds: RDSClient, id: string) =>
  (await orNone(() => rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }))))
    ?.DBInstances?.[0];

const describedCluster = async (rds: RDSClient, id: string) =>
  (await orNone(() => rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: id }))))?.DBClusters?.[0];

export const copiesOf = (rds: RDSClient): Copies => ({
  async instance(id) {
    const found = await described(rds, id);
    return (
      found && {
        status: found.DBInstanceStatus ?? "unknown",
        host: found.Endpoint?.Address ?? "",
        port: found.Endpoint?.Port ?? 5432,
      }
    );
  },

  async cluster(id) {
    const found = await describedCluster(rds, id);
    return (
      found && { status: found.Status ?? "unknown", host: found.Endpoint ?? "", port: found.Port ?? 5432 }
    );
  },

  async addInstance(cluster) {
    const id = `${cluster.slice(0, 57)}-check`;
    const { ServerlessV2ScalingConfiguration: capacity } = (await describedCluster(rds, cluster)) ?? {};
    if (capacity === undefined)
      await rds.send(
        new ModifyDBClusterCommand({
          DBClusterIdentifier: cluster,
          ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 },
          ApplyImmediately: true,
        }),
      );
    try {
      await rds.send(
        new CreateDBInstanceCommand({
          DBInstanceIdentifier: id,
          DBClusterIdentifier: cluster,
          DBInstanceClass: "db.serverless",
          Engine: "aurora-postgresql",
          PubliclyAccessible: false,
          Tags: [{ Key: "golive", Value: "restore-check" }],
        }),
      );
    } catch (error) {
      // The step was repeated.
      if (!named(error, "DBInstanceAlreadyExistsFault", "DBInstanceAlreadyExists")) throw error;
    }
    return id;
  },

  async gone(instance) {
    const found = await described(rds, instance);
    if (found === undefined) return true;
    try {
      if (found.DBInstanceStatus !== "deleting")
        await rds.send(
          new DeleteDBInstanceCommand({ DBInstanceIdentifier: instance, SkipFinalSnapshot: true }),
        );
    } catch (error) {
      // It is still being made: it can be deleted later.
      if (!named(error, "InvalidDBInstanceStateFault", "InvalidDBInstanceState")) throw error;
    }
    return false;
  },
});
