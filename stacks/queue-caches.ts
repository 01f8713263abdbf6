import type { QueuesIn } from "../components/data/queue-access.ts";
import type { Config } from "../config/schema.ts";
import type { WorkerService } from "../config/shape/services.ts";

/** The caches in which workers' queues are, and which of their services read them there. */
export function queueCaches(
  config: Config,
): Readonly<Record<string, Readonly<Record<string, WorkerService>>>> {
  const caches: Record<string, Record<string, WorkerService>> = {};
  for (const [id, service] of Object.entries(config.services))
    if (service.kind === "worker") {
      const cache = queueCacheOf(config, service);
      caches[cache] = { ...caches[cache], [id]: service };
    }
  return caches;
}

/** Where one worker's queues are: a check of the configuration holds that there is exactly one such cache. */
export function queueCacheOf({ caches }: Config, { jobs, uses }: WorkerService): string {
  const found = jobs.cache ?? uses.caches.find((id) => caches[id]?.roles.includes("queue"));
  if (found === undefined) throw new Error("a worker uses no cache that holds queues");
  return found;
}

/** The secret with which the platform looks at the queues of one cache. */
export const queueMonitor = (cache: string): string =>
  `QUEUE_MONITOR_${cache.toUpperCase().replaceAll("-", "_")}`;

/** The queues in one cache, by how they are kept there. */
export function queuesIn(config: Config, cache: string): QueuesIn {
  const workers = Object.values(queueCaches(config)[cache] ?? {});
  const kept = (library: "rq" | "list") =>
    workers.filter(({ jobs }) => jobs.library === library).flatMap(({ queues }) => queues);
  return { rq: kept("rq").length > 0, lists: [...new Set(kept("list"))].sort() };
}
