import { DescribeUsersCommand, type ElastiCacheClient, ModifyUserCommand } from "@aws-sdk/client-elasticache";
import { Stopped } from "../shared/log.ts";
import { type Patience, until } from "../shared/rotation/patience.ts";

/** The users of a cache, who may have two passwords each. */
export interface Users {
  /** Ends when the cache knows: these passwords and no other. */
  accept(userId: string, passwords: readonly string[]): Promise<void>;
}

/** ElastiCache's users ("Role-Based Access Control"), which change only while they are "active". */
export function elastiCacheUsers(
  elastiCache: ElastiCacheClient,
  patience: Patience = { everyMs: 3_000, withinMs: 240_000 },
): Users {
  const active = async (UserId: string) => {
    let status = "unknown";
    const came = await until(patience, async () => {
      const { Users = [] } = await elastiCache.send(new DescribeUsersCommand({ UserId }));
      status = Users[0]?.Status ?? "missing";
      return status === "active";
    });
    if (!came)
      throw new Stopped(`user ${UserId} is still ${status} after ${patience.withinMs / 1_000} seconds`);
  };
  return {
    accept: async (UserId, passwords) => {
      await active(UserId);
      await elastiCache.send(
        new ModifyUserCommand({
          UserId,
          AuthenticationMode: { Type: "password", Passwords: [...passwords] },
        }),
      );
      await active(UserId);
    },
  };
}
