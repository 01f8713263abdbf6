import { setTimeout as pause } from "node:timers/promises";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { inWords, Stopped } from "./log.ts";
import { connected, PostgresError, readAddress } from "./postgres.ts";
import { probeRedis } from "./probe-redis.ts";
import { held } from "./secrets.ts";

export type Probe = "none" | "postgresql" | "redis";

export interface Tries {
  readonly times: number;
  readonly everyMs: number;
}

const probes: Readonly<Record<Probe, (value: string) => Promise<void>>> = {
  none: async () => undefined,
  postgresql: (value) =>
    connected(readAddress(value), { as: "golive-probe", statementSeconds: 5 }, async (connection) => {
      await connection.row("ask for an answer", "select 1 as answer");
    }),
  redis: probeRedis,
};

/** Opens with a secret's current value what it is meant to open; what is said of a refusal never holds the value. */
export async function probe(
  kind: Probe,
  secret: string,
  secrets: SecretsManagerClient,
  { times, everyMs }: Tries = { times: 3, everyMs: 2_000 },
): Promise<void> {
  if (kind === "none") return;
  const current = await held(secrets, secret);
  if (current === null) throw new Stopped(`${secret} has no value to be tried`);
  for (let tried = 1; ; tried++) {
    try {
      return await probes[kind](current.value);
    } catch (error) {
      if (tried >= times) throw new Stopped(`the value of ${secret} opens nothing: ${reasonOf(error)}`);
    }
    await pause(everyMs);
  }
}

/** Both probes' refusals are made of names and codes alone; of anything else, the kind of the error is enough. */
const reasonOf = (error: unknown): string =>
  error instanceof Stopped || error instanceof PostgresError ? error.message : inWords(error);
