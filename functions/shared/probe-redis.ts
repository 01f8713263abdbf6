import { asking, connectedRedis } from "./redis.ts";

/** Signs in and asks for an answer. */
export const probeRedis = (address: string, withinMs?: number): Promise<void> =>
  connectedRedis(
    address,
    async (cache) => {
      await asking(() => cache.ping());
    },
    withinMs,
  );
