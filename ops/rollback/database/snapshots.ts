import { paginateDescribeDBClusterSnapshots, paginateDescribeDBSnapshots } from "@aws-sdk/client-rds";
import type { Target } from "../../target.ts";
import type { Work } from "../work.ts";
import type { Snapshot } from "./engine.ts";
import { snapshotPrefix } from "./names.ts";

/** Those that AWS does not delete by itself; the SDK writes into what it is given. */
const asked = () => ({ SnapshotType: "manual" });

export const instanceSnapshots = ({ target, session, clients }: Work): Promise<readonly Snapshot[]> =>
  session.call("list the snapshots", "rds:DescribeDBSnapshots", async () => {
    const found: Snapshot[] = [];
    for await (const page of paginateDescribeDBSnapshots({ client: clients.rds }, asked()))
      for (const { DBSnapshotIdentifier, Status, SnapshotCreateTime } of page.DBSnapshots ?? [])
        found.push(...usable(target, DBSnapshotIdentifier, Status, SnapshotCreateTime));
    return found;
  });

export const clusterSnapshots = ({ target, session, clients }: Work): Promise<readonly Snapshot[]> =>
  session.call("list the snapshots", "rds:DescribeDBClusterSnapshots", async () => {
    const found: Snapshot[] = [];
    for await (const page of paginateDescribeDBClusterSnapshots({ client: clients.rds }, asked()))
      for (const { DBClusterSnapshotIdentifier, Status, SnapshotCreateTime } of page.DBClusterSnapshots ?? [])
        found.push(...usable(target, DBClusterSnapshotIdentifier, Status, SnapshotCreateTime));
    return found;
  });

/** A release's, from which something can be restored by now. */
const usable = (
  target: Target,
  name = "",
  status: string | undefined,
  at = new Date(0),
): readonly Snapshot[] =>
  status === "available" && name.startsWith(snapshotPrefix(target)) ? [{ name, at }] : [];
