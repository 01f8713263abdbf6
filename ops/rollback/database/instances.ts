import {
  AddTagsToResourceCommand,
  type DBInstance,
  ModifyDBInstanceCommand,
  paginateDescribeDBInstances,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from "@aws-sdk/client-rds";
import type { Work } from "../work.ts";
import { busy, type Engine, type Point, type Tags, type Taken, tagList } from "./engine.ts";
import { modifiable, restorable, serverOf } from "./instance-settings.ts";
import { isOurs } from "./names.ts";
import { instanceSnapshots } from "./snapshots.ts";

export async function describeInstances({ session, clients }: Work): Promise<readonly DBInstance[]> {
  return session.call("look at the databases", "rds:DescribeDBInstances", async () => {
    const found: DBInstance[] = [];
    for await (const page of paginateDescribeDBInstances({ client: clients.rds }, {}))
      found.push(...(page.DBInstances ?? []));
    return found;
  });
}

export async function tag({ session, clients }: Work, ResourceName: string, tags: Tags): Promise<void> {
  const command = new AddTagsToResourceCommand({ ResourceName, Tags: tagList(tags) });
  await session.call(`tag ${ResourceName}`, "rds:AddTagsToResource", () => clients.rds.send(command));
}

/** RDS for PostgreSQL. */
export function instances(work: Work): Engine {
  const { target, session, clients } = work;
  const mine = async () =>
    (await describeInstances(work)).filter(({ DBInstanceIdentifier: name = "" }) => isOurs(target, name));
  const one = async (name: string) =>
    (await mine()).find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === name) ?? {};
  const modify = async (
    doing: string,
    input: ConstructorParameters<typeof ModifyDBInstanceCommand>[0],
  ): Promise<Taken> => {
    const command = new ModifyDBInstanceCommand({ ...input, ApplyImmediately: true });
    const taken = await session.find(doing, "rds:ModifyDBInstance", busy, () => clients.rds.send(command));
    return taken !== undefined;
  };

  return {
    all: async () => (await mine()).map(serverOf),

    snapshots: () => instanceSnapshots(work),

    async restore(from, to, point, tags) {
      const settings = restorable(await one(from), tags);
      const twice = ["DBInstanceAlreadyExistsFault", "DBInstanceAlreadyExists"];
      const allowed =
        "rds:RestoreDBInstanceFromDBSnapshot, rds:RestoreDBInstanceToPointInTime, rds:AddTagsToResource";
      await session.find(`restore ${to}`, allowed, twice, () => restored(point, from, to, settings));
    },

    async complete(from, to) {
      const old = await one(from);
      return modify(`give ${to} the settings of ${from}`, { DBInstanceIdentifier: to, ...modifiable(old) });
    },

    async rename(from, to) {
      if ((await one(from)).DBInstanceStatus !== "available") return;
      await modify(`rename ${from}`, { DBInstanceIdentifier: from, NewDBInstanceIdentifier: to });
    },

    manageOwner: (name, keyId) =>
      modify(`let RDS keep the owner's password of ${name}`, {
        DBInstanceIdentifier: name,
        ManageMasterUserPassword: true,
        ...(keyId && { MasterUserSecretKmsKeyId: keyId }),
      }),

    tag: (arn, tags) => tag(work, arn, tags),

    target: (name) => ({ DBInstanceIdentifiers: [name] }),
  };

  function restored(point: Point, from: string, to: string, settings: ReturnType<typeof restorable>) {
    if (point.kind === "snapshot") {
      const source = { DBInstanceIdentifier: to, DBSnapshotIdentifier: point.name };
      return clients.rds.send(new RestoreDBInstanceFromDBSnapshotCommand({ ...source, ...settings }));
    }
    const source = {
      SourceDBInstanceIdentifier: from,
      TargetDBInstanceIdentifier: to,
      RestoreTime: point.at,
    };
    return clients.rds.send(new RestoreDBInstanceToPointInTimeCommand({ ...source, ...settings }));
  }
}
