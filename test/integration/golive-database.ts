import { RDSClient } from "@aws-sdk/client-rds";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { databaseCredentials } from "../../functions/database-credentials/credentials.ts";
import type { Settings } from "../../functions/database-credentials/settings.ts";
import { readAddress } from "../../functions/shared/postgres.ts";
import { managed } from "./managed-owner.ts";
import type { Moto } from "./moto.ts";
import type { Login, Postgres } from "./postgres.ts";

export const prefix = "product-test";

/** A database as the first rotations leave it: roles, logins, heartbeat; the monitor's address is in Secrets Manager. */
export async function goliveDatabase(
  postgres: Postgres,
  moto: Moto,
): Promise<{ readonly migrator: Login; readonly monitor: string }> {
  const secrets = new SecretsManagerClient(moto.client);
  const put = (name: string, value: string) =>
    secrets.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  const owner = { engine: "postgres", identifier: `${prefix}-database` } as const;
  await managed(moto, owner, postgres.owner);
  const { host, port, database } = postgres;
  const login = { host, port, authority: null, proxied: null };
  const settings: Settings = {
    prefix,
    server: { host, port, database },
    owner,
    logins: {
      DATABASE_MIGRATION_URL: { ...login, role: "migrator" },
      DATABASE_MONITOR_URL: { ...login, role: "monitor" },
    },
  };
  const kind = databaseCredentials(settings, { secrets, rds: new RDSClient(moto.client) });
  const first = async (name: string) => {
    const turn = { name, current: null };
    const address = await kind.create(turn);
    await kind.set(turn, address);
    return address;
  };
  const migrator = readAddress(await first("DATABASE_MIGRATION_URL"));
  const monitor = await first("DATABASE_MONITOR_URL");
  await put(`${prefix}/DATABASE_MONITOR_URL`, monitor);
  return { migrator, monitor };
}
