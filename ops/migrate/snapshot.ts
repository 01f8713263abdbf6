import {
  CreateDBClusterSnapshotCommand,
  CreateDBSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { AwsFailed } from "../errors.ts";
import { Halted } from "../rollback/halted.ts";
import { until } from "../rollback/work.ts";
import { bounded } from "../session.ts";
import type { TrialWork } from "../trial/attempt.ts";

interface Asked {
  readonly from: string;
  readonly name: string;
}

interface Kind {
  readonly permission: string;
  create(rds: RDSClient, asked: Asked): Promise<unknown>;
  status(rds: RDSClient, name: string): Promise<string | undefined>;
}

const tags = [{ Key: "golive", Value: "by-hand" }];

const kinds: Readonly<Record<"postgres" | "aurora-postgresql", Kind>> = {
  postgres: {
    permission: "rds:CreateDBSnapshot, rds:AddTagsToResource",
    create: (rds, { from, name }) =>
      rds.send(
        new CreateDBSnapshotCommand({ DBInstanceIdentifier: from, DBSnapshotIdentifier: name, Tags: tags }),
      ),
    status: async (rds, name) =>
      (await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: name }))).DBSnapshots?.[0]
        ?.Status,
  },
  "aurora-postgresql": {
    permission: "rds:CreateDBClusterSnapshot, rds:AddTagsToResource",
    create: (rds, { from, name }) =>
      rds.send(
        new CreateDBClusterSnapshotCommand({
          DBClusterIdentifier: from,
          DBClusterSnapshotIdentifier: name,
          Tags: tags,
        }),
      ),
    status: async (rds, name) =>
      (await rds.send(new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: name })))
        .DBClusterSnapshots?.[0]?.Status,
  },
};

const patienceMinutes = 120;

/** Takes a snapshot, and waits until something can be restored from it. */
export async function takeSnapshot(work: TrialWork, asked: Asked): Promise<void> {
  const { target } = work.trial;
  const session = await work.trial.session();
  const rds = new RDSClient({ region: target.config.region, ...bounded(30) });
  const kind = kinds[target.config.database.engine];
  const taken = await session.find(
    `take a snapshot of ${asked.from}`,
    kind.permission,
    ["DBInstanceNotFoundFault", "DBInstanceNotFound", "DBClusterNotFoundFault"],
    () => kind.create(rds, asked),
  );
  if (taken === undefined) throw new AwsFailed(`there is no database ${asked.from} to back up`);
  const began = Date.now();
  const status = await until(work, patienceMinutes, async () => {
    const found = await session.call(`look at the snapshot ${asked.name}`, "rds:DescribeDBSnapshots", () =>
      kind.status(rds, asked.name),
    );
    work.voice.now(`snapshot: ${found ?? "not there yet"}, ${Math.round((Date.now() - began) / 1000)} s`);
    return found === "available" || found === "failed" ? found : undefined;
  });
  if (status === "available") return;
  throw new Halted(
    status === "failed"
      ? `RDS could not take the snapshot ${asked.name}: nothing was migrated`
      : `the snapshot ${asked.name} was not available within ${patienceMinutes} min: nothing was migrated`,
  );
}
