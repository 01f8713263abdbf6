import { setTimeout as after } from "node:timers/promises";
import { PutSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Stopped } from "../shared/log.ts";
import { connected, PostgresError, readAddress, writeAddress } from "../shared/postgres.ts";
import type { Kind } from "../shared/rotation/rotation.ts";
import { held } from "../shared/secrets.ts";
import { type Clients, ownerOf } from "./owner.ts";
import { scramVerifier } from "./scram.ts";
import { setLogin, setUp } from "./set-up.ts";
import type { Settings } from "./settings.ts";
import { type Login, newPassword, type Slot, slotAfter, slotOf } from "./turn.ts";

/** How long a new login is tried: RDS Proxy reads its secrets anew only after a while. */
export interface Trial {
  readonly forSeconds: number;
  readonly everySeconds: number;
}
const patient: Trial = { forSeconds: 120, everySeconds: 5 };

/**
 * Addresses of PostgreSQL logins (G08). Two logins per role take turns, so the one in use keeps working until the rotation
 * after next; its successor is made by the owner, over the direct endpoint.
 */
export const databaseCredentials = (settings: Settings, clients: Clients, trial: Trial = patient): Kind => ({
  create({ name, current }) {
    const { role, host, port, authority } = loginOf(settings, name);
    const user = `${role}_${slotAfter(role, current)}`;
    const { database } = settings.server;
    return writeAddress({ user, password: newPassword(), host, port, database, authority });
  },

  async set({ name, current }, pending) {
    const login = loginOf(settings, name);
    const { user, password, database } = readAddress(pending);
    const made = [{ slot: slotOf(login.role, user), user, password }];
    if (current === null) made.push(...(await unused(clients.secrets, login)));
    const owner = await ownerOf(clients, settings.owner);
    const manner = { as: "golive database-credentials", statementSeconds: 30 };
    await connected({ ...settings.server, ...owner }, manner, (connection) =>
      connection.atOnce(async () => {
        await setUp(connection, database);
        for (const { slot, password: own } of made)
          await setLogin(connection, login.role, slot, scramVerifier(own));
      }),
    );
    if (login.proxied)
      for (const one of made) await tellProxy(clients.secrets, login.proxied[place[one.slot]], one);
  },

  async test({ name }, pending) {
    const { role } = loginOf(settings, name);
    const manner = { as: "golive database-credentials", statementSeconds: 10 };
    const ask = () =>
      connected(readAddress(pending), manner, (connection) =>
        connection.row<{ role: string }>("ask who it is", "SELECT current_user AS role"),
      );
    const answer = await tried(ask, trial);
    if (answer.role !== role) throw new Stopped(`${name}: the new login does not act as ${role}`);
  },
});

function loginOf({ logins }: Settings, name: string): Login {
  const login = logins[name];
  if (login) return login;
  throw new Stopped(`${name}: no login of this function`);
}

/** Where a login's secret is in `proxied`. */
const place = { a: 0, b: 1 } as const;

interface Made {
  readonly slot: Slot;
  readonly user: string;
  readonly password: string;
}

/** The second login, at the first rotation, with a password that nobody uses: RDS Proxy is to find no secret empty. */
async function unused(secrets: SecretsManagerClient, { role, proxied }: Login): Promise<readonly Made[]> {
  if (proxied === null || (await held(secrets, proxied[place.b])) !== null) return [];
  return [{ slot: "b", user: `${role}_b`, password: newPassword() }];
}

/** Writes what RDS Proxy reads. A step that is repeated finds it there, and makes no further version. */
async function tellProxy(
  secrets: SecretsManagerClient,
  secret: string,
  { user: username, password }: Made,
): Promise<void> {
  const value = JSON.stringify({ username, password });
  if ((await held(secrets, secret))?.value === value) return;
  await secrets.send(new PutSecretValueCommand({ SecretId: secret, SecretString: value }));
}

async function tried<T>(ask: () => Promise<T>, { forSeconds, everySeconds }: Trial): Promise<T> {
  const end = Date.now() + forSeconds * 1000;
  for (;;)
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof PostgresError) || Date.now() + everySeconds * 1000 > end) throw error;
      await after(everySeconds * 1000);
    }
}
