import {
  CreateDBClusterSnapshotCommand,
  CreateDBSnapshotCommand,
  DeleteDBClusterSnapshotCommand,
  DeleteDBSnapshotCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBSnapshots,
  type RDSClient,
  type Tag,
} from "@aws-sdk/client-rds";
import { Stopped } from "../shared/log.ts";
import type { Settings } from "./settings.ts";
import type { Snapshot } from "./snapshot.ts";

/** The database whose schema is changed, an instance or an Aurora cluster. */
export interface Database {
  /** What no other database has, not even one restored from it under its name. */
  resourceId(): Promise<string>;
  /** Those that somebody took, not AWS by itself. */
  snapshots(): Promise<readonly Snapshot[]>;
  /** Returns false while the database is busy with what excludes it. */
  take(name: string, tags: Readonly<Record<string, string>>): Promise<boolean>;
  discard(name: string): Promise<void>;
}

/** One engine's calls. */
interface Calls {
  readonly resourceId: () => Promise<string | undefined>;
  readonly pages: () => AsyncIterable<readonly Snapshot[]>;
  readonly take: (name: string, tags: Tag[]) => Promise<unknown>;
  readonly discard: (name: string) => Promise<unknown>;
}

/** RDS names some errors in two ways, with "Fault" at the end and without. */
const named = (error: unknown, name: RegExp): boolean => error instanceof Error && name.test(error.name);

export function databaseOf(client: RDSClient, { engine, identifier }: Settings["database"]): Database {
  const calls = engine === "postgres" ? instance(client, identifier) : cluster(client, identifier);
  return {
    async resourceId() {
      const id = await calls.resourceId().catch((error: unknown) => {
        if (named(error, /^DB(Instance|Cluster)NotFound(Fault)?$/)) return undefined;
        throw error;
      });
      if (id === undefined) throw new Stopped(`there is no database ${identifier}`);
      return id;
    },

    async snapshots() {
      const found: Snapshot[] = [];
      for await (const page of calls.pages()) found.push(...page);
      return found;
    },

    async take(name, tags) {
      try {
        await calls.take(
          name,
          Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        );
        return true;
      } catch (error) {
        if (named(error, /^InvalidDB(Instance|Cluster)State(Fault)?$/)) return false;
        // Somebody asked at the same moment.
        if (named(error, /^DB(Cluster)?SnapshotAlreadyExists(Fault)?$/)) return true;
        if (named(error, /^SnapshotQuotaExceeded(Fault)?$/))
          throw new Stopped("the account has as many snapshots as it may have");
        throw error;
      }
    },

    async discard(name) {
      await calls.discard(name);
    },
  };
}

const snapshotOf = (
  name: string | undefined,
  {
    Status,
    SnapshotCreateTime,
  }: { readonly Status?: string | undefined; readonly SnapshotCreateTime?: Date | undefined },
): Snapshot => ({ name: name ?? "", status: Status ?? "unknown", at: SnapshotCreateTime ?? null });

const instance = (client: RDSClient, DBInstanceIdentifier: string): Calls => ({
  resourceId: async () =>
    (await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }))).DBInstances?.[0]
      ?.DbiResourceId,
  async *pages() {
    const asked = { DBInstanceIdentifier, SnapshotType: "manual" };
    for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client }, asked))
      yield DBSnapshots.map((one) => snapshotOf(one.DBSnapshotIdentifier, one));
  },
  take: (DBSnapshotIdentifier, Tags) =>
    client.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier, Tags })),
  discard: (DBSnapshotIdentifier) => client.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier })),
});

const cluster = (client: RDSClient, DBClusterIdentifier: string): Calls => ({
  resourceId: async () =>
    (await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier }))).DBClusters?.[0]
      ?.DbClusterResourceId,
  async *pages() {
    const asked = { DBClusterIdentifier, SnapshotType: "manual" };
    for await (const { DBClusterSnapshots = [] } of paginateDescribeDBClusterSnapshots({ client }, asked))
      yield DBClusterSnapshots.map((one) => snapshotOf(one.DBClusterSnapshotIdentifier, one));
  },
  take: (DBClusterSnapshotIdentifier, Tags) =>
    client.send(
      new CreateDBClusterSnapshotCommand({ DBClusterIdentifier, DBClusterSnapshotIdentifier, Tags }),
    ),
  discard: (DBClusterSnapshotIdentifier) =>
    client.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier })),
});
