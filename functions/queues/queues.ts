import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { inWords, log, Stopped } from "../shared/log.ts";
import { connectedRedis } from "../shared/redis.ts";
import { held } from "../shared/secrets.ts";
import { clockOf } from "./clock.ts";
import { type Attempt, count } from "./count.ts";
import { type Cluster, protectBusy } from "./protection.ts";
import type { Settings } from "./settings.ts";

export interface Means {
  readonly secrets: SecretsManagerClient;
  readonly cluster: Cluster;
  readonly now: () => Date;
}

/**
 * Counts what waits in the workers' queues and keeps tasks that work from being scaled in, every minute (P09). Nothing
 * that fails keeps the rest from being done; then the run fails, which pages.
 */
export const queues =
  (settings: Settings, means: Means) =>
  async (event: unknown): Promise<void> => {
    const failed: string[] = [];
    const attempt: Attempt = async (what, act) => {
      try {
        await act();
      } catch (error) {
        const says = `${what}: ${inWords(error)}`;
        log({ level: "error", says });
        failed.push(says);
      }
    };
    const clock = clockOf(event, means.now());
    const caches = Map.groupBy(Object.entries(settings.services), ([, { credentials }]) => credentials);
    await Promise.all(
      [...caches].map(([credentials, services]) =>
        attempt(credentials, async () => {
          const address = await held(means.secrets, `${settings.prefix}/${credentials}`);
          if (address === null) throw new Stopped("it has no value yet");
          const staffed = await connectedRedis(address.value, (cache) =>
            count(cache, services, settings.namespace, clock, attempt),
          );
          await Promise.all(
            staffed.map(({ name, service, workers }) =>
              attempt(`the tasks of ${name}`, () =>
                protectBusy(name, service.longestSeconds, workers, means.cluster),
              ),
            ),
          );
        }),
      ),
    );
    if (failed.length > 0) throw new Stopped(failed.join(" · "));
  };
