/** RQ's keys, as its versions 1 and 2 name them. */
export const queueKey = (queue: string): string => `rq:queue:${queue}`;
export const jobKey = (id: string): string => `rq:job:${id}`;
/** Sets of job ids, ordered by when each is to be forgotten. */
export const finishedKey = (queue: string): string => `rq:finished:${queue}`;
export const failedKey = (queue: string): string => `rq:failed:${queue}`;
/** Those who take jobs from a queue, by the keys of their hashes. */
export const workersKey = (queue: string): string => `rq:workers:${queue}`;
export const isWorkerKey = (key: string): boolean => key.startsWith("rq:worker:");

/** A time as RQ writes it, in seconds since 1970; undefined where there is none. */
export function secondsOf(text: string | null | undefined): number | undefined {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : at / 1000;
}
