import type { S3Client } from "@aws-sdk/client-s3";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Stopped } from "../shared/log.ts";
import { connected, readAddress } from "../shared/postgres.ts";
import { held } from "../shared/secrets.ts";
import { beat } from "./beat.ts";
import { canaries } from "./canaries.ts";
import { growth } from "./growth.ts";
import { measure } from "./measure.ts";
import { publishConnected, publishVitals } from "./publish.ts";
import type { Settings } from "./settings.ts";

export interface Means {
  readonly secrets: SecretsManagerClient;
  readonly s3: S3Client;
  readonly now: () => Date;
}

/** Looks at the database and leaves signs of life, every minute (W06). One that fails does not keep the other from its work. */
export const vitals = (settings: Settings, means: Means) => async (): Promise<void> => {
  const both = await Promise.allSettled([
    ofDatabase(settings, means),
    canaries(means.s3, settings.buckets, means.now()),
  ]);
  for (const one of both) if (one.status === "rejected") throw one.reason;
};

async function ofDatabase(settings: Settings, { secrets }: Means): Promise<void> {
  const { namespace } = settings;
  let reached = false;
  try {
    const address = await held(secrets, `${settings.prefix}/${settings.credentials}`);
    if (address === null) throw new Stopped("the monitoring role has no credentials yet");
    const manner = { as: "golive vitals", statementSeconds: 10 };
    await connected(readAddress(address.value), manner, async (connection) => {
      reached = true;
      publishConnected(namespace, true);
      const measured = await measure(connection, settings.maxConnections);
      publishVitals(namespace, measured, await growth(connection, measured.tables));
      await beat(connection, settings, measured.tables);
    });
  } finally {
    if (!reached) publishConnected(namespace, false);
  }
}
