import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

export interface CacheUser {
  readonly userId: string;
  readonly userName: string;
}

/**
 * All keys, channels and commands but those that administer or endanger the server, `FLUSHALL` and `KEYS` among them.
 * RQ asks for the server's version and for the list of its workers' connections when a worker starts, hence those two.
 */
const application = "on ~* &* +@all -@admin -@dangerous +info +client|list";
/** Whoever gives no name is `default` to Valkey. Off in so many words, for what a group without one does is not documented. */
const nobody = "off ~* resetchannels -@all";

/**
 * The users of one cache: the application's, and the default one, which is off. ElastiCache makes no user without a
 * password, so each gets one here that opens nothing: the default user is off, and the first rotation replaces the
 * application's and keeps only its own. From then on the passwords in the state are of no use, and are never set again.
 */
export function cacheUsers(
  name: string,
  id: string,
  monitorAccess: string | undefined,
  parent: pulumi.Resource,
): {
  readonly group: aws.elasticache.UserGroup;
  readonly app: CacheUser;
  readonly monitor: CacheUser | undefined;
} {
  const user = (suffix: string, userName: string, accessString: string) => {
    const made = new random.RandomPassword(
      `${name}-${suffix}-password`,
      { length: 64, special: false },
      { parent },
    );
    return new aws.elasticache.User(
      `${name}-${suffix}`,
      {
        userId: `${id}-${suffix}`,
        userName,
        engine: "valkey",
        accessString,
        authenticationMode: { type: "password", passwords: [made.result] },
      },
      { parent, ignoreChanges: ["authenticationMode"] },
    );
  };
  const all = [user("app", "app", application), user("default", "default", nobody)];
  if (monitorAccess !== undefined) all.push(user("monitor", "monitor", monitorAccess));
  const group = new aws.elasticache.UserGroup(
    `${name}-users`,
    { userGroupId: id, engine: "valkey", userIds: all.map(({ userId }) => userId) },
    { parent },
  );
  const named = (userName: string): CacheUser => ({ userId: `${id}-${userName}`, userName });
  return { group, app: named("app"), monitor: monitorAccess === undefined ? undefined : named("monitor") };
}
