import { partitionOf } from "../partition.ts";
import { check, repeated } from "./check.ts";

/** A copy survives its region only in another one, and AWS copies within a partition only (C14, C18). */
export const copyElsewhere = check(["backups", "region"], ({ backups: { copyTo }, region }) => {
  if (copyTo === null) return [];
  const finding = (found: string, allowed: string) => [{ path: ["backups", "copyTo"], found, allowed }];
  if (copyTo === region) return finding(`"${copyTo}", the stack's own region`, "another region, or null");
  return partitionOf(copyTo) === partitionOf(region)
    ? []
    : finding(
        `"${copyTo}", in the partition ${partitionOf(copyTo)}`,
        `a region in ${partitionOf(region)}: backups do not leave their partition`,
      );
});

/** A table is counted once (K21). */
export const tablesOnce = check(["backups"], ({ backups }) =>
  repeated(backups.restoreTest.tables).map(({ index, value }) => ({
    path: ["backups", "restoreTest", "tables", index],
    found: `"${value}" for the second time`,
    allowed: "each table once",
  })),
);
