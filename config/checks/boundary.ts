import { partitionOf } from "../partition.ts";
import { check } from "./check.ts";

/** IAM takes a permissions boundary out of the role's own account only. */
export const boundaryHere = check(
  ["permissionsBoundary", "account", "region"],
  ({ permissionsBoundary, account, region }) => {
    const start = `arn:${partitionOf(region)}:iam::${account}:policy/`;
    return permissionsBoundary === undefined || permissionsBoundary.startsWith(start)
      ? []
      : [
          {
            path: ["permissionsBoundary"],
            found: `"${permissionsBoundary}"`,
            allowed: `a policy of this account: ${start}…`,
          },
        ];
  },
);
