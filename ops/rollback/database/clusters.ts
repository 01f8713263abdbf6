import {
  CreateDBInstanceCommand,
  type DBCluster,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
  paginateDescribeDBClusters,
  RestoreDBClusterFromSnapshotCommand,
  RestoreDBClusterToPointInTimeCommand,
} from "@aws-sdk/client-rds";
import type { Work } from "../work.ts";
import { memberOf, modifiable, renamed, restorable, serverOf, type Whole } from "./cluster-settings.ts";
import { busy, type Engine, type Point, type Tags, type Taken } from "./engine.ts";
import { describeInstances, tag } from "./instances.ts";
import { isOurs } from "./names.ts";
import { clusterSnapshots } from "./snapshots.ts";

/** Aurora: the cluster has the data and the name, its members serve it; both are restored, and renamed, together. */
export function clusters(work: Work): Engine {
  const { target, session, clients } = work;

  async function mine(): Promise<readonly Whole[]> {
    const found = await session.call("look at the databases", "rds:DescribeDBClusters", async () => {
      const all: DBCluster[] = [];
      for await (const page of paginateDescribeDBClusters({ client: clients.rds }, {}))
        all.push(...(page.DBClusters ?? []));
      return all;
    });
    const servers = await describeInstances(work);
    return found
      .filter(({ DBClusterIdentifier: name = "" }) => isOurs(target, name))
      .map((cluster) => ({
        cluster,
        members: (cluster.DBClusterMembers ?? []).flatMap(({ DBInstanceIdentifier: name }) =>
          servers.filter(({ DBInstanceIdentifier }) => DBInstanceIdentifier === name),
        ),
      }));
  }
  const one = async (name: string): Promise<Whole | undefined> =>
    (await mine()).find(({ cluster }) => cluster.DBClusterIdentifier === name);
  const modify = async (
    doing: string,
    input: ConstructorParameters<typeof ModifyDBClusterCommand>[0],
  ): Promise<Taken> => {
    const command = new ModifyDBClusterCommand({ ...input, ApplyImmediately: true });
    const taken = await session.find(doing, "rds:ModifyDBCluster", busy, () => clients.rds.send(command));
    return taken !== undefined;
  };

  return {
    all: async () => (await mine()).map(serverOf),

    snapshots: () => clusterSnapshots(work),

    async restore(from, to, point, tags) {
      const old = (await one(from))?.cluster ?? {};
      const twice = ["DBClusterAlreadyExistsFault"];
      const allowed =
        "rds:RestoreDBClusterFromSnapshot, rds:RestoreDBClusterToPointInTime, rds:AddTagsToResource";
      await session.find(`restore ${to}`, allowed, twice, () => restored(point, from, to, old, tags));
    },

    async complete(from, to) {
      const [old, made] = [await one(from), await one(to)];
      if (old === undefined || made === undefined) return false;
      const taken = await modify(`give ${to} the settings of ${from}`, {
        DBClusterIdentifier: to,
        ...modifiable(old.cluster),
      });
      const there = made.members.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier);
      for (const member of old.members) {
        const name = renamed(member, from, to);
        if (there.includes(name)) continue;
        const command = new CreateDBInstanceCommand({
          ...memberOf(member),
          DBInstanceIdentifier: name,
          DBClusterIdentifier: to,
        });
        const twice = ["DBInstanceAlreadyExists", "DBInstanceAlreadyExistsFault"];
        await session.find(`make ${name}`, "rds:CreateDBInstance, iam:PassRole", twice, () =>
          clients.rds.send(command),
        );
      }
      return taken;
    },

    async rename(from, to) {
      if ((await one(from))?.cluster.Status === "available")
        await modify(`rename ${from}`, { DBClusterIdentifier: from, NewDBClusterIdentifier: to });
      for (const member of (await one(to))?.members ?? []) {
        const name = renamed(member, from, to);
        if (name === member.DBInstanceIdentifier || member.DBInstanceStatus !== "available") continue;
        const change = { DBInstanceIdentifier: member.DBInstanceIdentifier, NewDBInstanceIdentifier: name };
        await session.find(`rename ${member.DBInstanceIdentifier}`, "rds:ModifyDBInstance", busy, () =>
          clients.rds.send(new ModifyDBInstanceCommand({ ...change, ApplyImmediately: true })),
        );
      }
    },

    manageOwner: (name, keyId) =>
      modify(`let RDS keep the owner's password of ${name}`, {
        DBClusterIdentifier: name,
        ManageMasterUserPassword: true,
        ...(keyId && { MasterUserSecretKmsKeyId: keyId }),
      }),

    tag: (arn, tags) => tag(work, arn, tags),

    target: (name) => ({ DBClusterIdentifiers: [name] }),
  };

  function restored(point: Point, from: string, to: string, old: DBCluster, tags: Tags) {
    const settings = { DBClusterIdentifier: to, ...restorable(old, tags) };
    if (point.kind === "snapshot") {
      const source = {
        SnapshotIdentifier: point.name,
        Engine: "aurora-postgresql",
        EngineMode: "provisioned",
      };
      return clients.rds.send(new RestoreDBClusterFromSnapshotCommand({ ...source, ...settings }));
    }
    const source = { SourceDBClusterIdentifier: from, RestoreToTime: point.at };
    return clients.rds.send(new RestoreDBClusterToPointInTimeCommand({ ...source, ...settings }));
  }
}
