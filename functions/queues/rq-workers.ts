import { log } from "../shared/log.ts";
import type { Cache } from "../shared/redis.ts";
import { isWorkerKey, workersKey } from "./rq-keys.ts";

/** One who takes jobs, and lives. */
export interface Worker {
  readonly busy: boolean;
  /** As the cache sees it, which is its task's own; null where RQ could not find it out. */
  readonly address: string | null;
}

const mostWorkers = 1_000;

/** Who takes jobs from any of these queues. RQ's hash of a worker ends by itself when its heartbeats do. */
export async function readWorkers(cache: Cache, queues: readonly string[]): Promise<readonly Worker[]> {
  const listed = await Promise.all(
    queues.map(async (queue) => {
      const keys = await cache.sRandMemberCount(workersKey(queue), mostWorkers);
      if (keys.length === mostWorkers)
        log({ level: "error", says: `${workersKey(queue)}: only ${mostWorkers} workers are counted` });
      return keys;
    }),
  );
  const keys = [...new Set(listed.flat())].filter(isWorkerKey);
  const workers = await Promise.all(
    keys.map(async (key) =>
      workerOf(await cache.hmGet(key, ["last_heartbeat", "death", "state", "ip_address"])),
    ),
  );
  return workers.filter((worker) => worker !== undefined);
}

type Field = string | null | undefined;

function workerOf([heartbeat, death, state, address]: readonly Field[]): Worker | undefined {
  if (!heartbeat || death) return undefined;
  return { busy: state === "busy", address: hostOf(address) };
}

/** `10.0.1.5:52114` or `[fd00::5]:52114`, as CLIENT LIST has it, or `unknown`. */
export const hostOf = (address: Field): string | null =>
  /^\[?(?<host>[\da-f.:]+?)\]?:\d+$/i.exec(address ?? "")?.groups?.host ?? null;
