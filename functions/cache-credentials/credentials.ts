import { Stopped } from "../shared/log.ts";
import { randomText } from "../shared/rotation/random.ts";
import type { Kind } from "../shared/rotation/rotation.ts";
import type { Settings } from "./settings.ts";
import type { Users } from "./users.ts";

type User = Settings["users"][string];

const withoutPassword = ({ userName, host, port }: User): string => `rediss://${userName}@${host}:${port}/0`;

/** The password of an address that leads to this user on this cache; any other address was not made here. */
function passwordOf(name: string, user: User, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  const password = decodeURIComponent(url?.password ?? "");
  if (url !== null) url.password = "";
  if (url?.href !== withoutPassword(user) || password.length < 32)
    throw new Stopped(`${name} holds no address of user ${user.userId} on its cache`);
  return password;
}

/**
 * A cache user's address (G08). A user has two passwords: the one in use stays beside the new one until the next rotation, so tasks
 * that run go on connecting while others restart.
 */
export function cacheCredentials(
  { users: specs }: Settings,
  users: Users,
  probe: (address: string) => Promise<void>,
): Kind {
  const userOf = (name: string): User => {
    const user = specs[name];
    if (user === undefined) throw new Stopped(`${name} is no cache user's address`);
    return user;
  };
  return {
    create: ({ name }) => {
      const address = new URL(withoutPassword(userOf(name)));
      address.password = randomText(64);
      return address.href;
    },
    set: async ({ name, current }, pending) => {
      const user = userOf(name);
      const inUse = current === null ? [] : [passwordOf(name, user, current)];
      await users.accept(user.userId, [...inUse, passwordOf(name, user, pending)]);
    },
    test: async ({ name }, pending) => {
      passwordOf(name, userOf(name), pending);
      await probe(pending);
    },
  };
}
