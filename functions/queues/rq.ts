import type { Cache } from "../shared/redis.ts";
import type { Clock } from "./clock.ts";
import type { Reading } from "./reading.ts";
import { endedJobs } from "./rq-ended.ts";
import { jobKey, queueKey, secondsOf } from "./rq-keys.ts";

/** Jobs that are put in front of others are younger than those: so many are looked at for the oldest. */
const headLength = 100;

/** A queue of RQ's, by its own keys. Only its head is read, however long it is. */
export async function readRq(cache: Cache, queue: string, clock: Clock): Promise<Reading> {
  const [backlog, head, ended] = await Promise.all([
    cache.lLen(queueKey(queue)),
    cache.lRange(queueKey(queue), 0, headLength - 1),
    endedJobs(cache, queue, clock),
  ]);
  // A job that was deleted is in its queue until a worker comes across it, and says nothing.
  const enqueued = (
    await Promise.all(head.map(async (id) => (await cache.hmGet(jobKey(id), "enqueued_at")).map(secondsOf)))
  )
    .flat()
    .filter((at) => at !== undefined);
  const oldestSeconds = enqueued.length === 0 ? 0 : Math.max(0, clock.now - Math.min(...enqueued));
  return { backlog, oldestSeconds, ended };
}
