import { asking, type Cache } from "../shared/redis.ts";
import type { Clock } from "./clock.ts";
import { readList } from "./list.ts";
import { publishQueue, publishService, publishWorkers } from "./publish.ts";
import type { Reading } from "./reading.ts";
import { readRq } from "./rq.ts";
import { readWorkers, type Worker } from "./rq-workers.ts";
import type { Settings } from "./settings.ts";

export type Service = Settings["services"][string];
/** Does something whose failure keeps nothing else from being done. */
export type Attempt = (what: string, act: () => Promise<void>) => Promise<void>;

/** A service whose workers are known. */
export interface Staffed {
  readonly name: string;
  readonly service: Service;
  readonly workers: readonly Worker[];
}

const readers = { rq: readRq, list: readList } as const;
const keyOf = (library: Service["library"], queue: string): string => `${library} ${queue}`;

/** Publishes what is in one cache, and returns who works there. */
export async function count(
  cache: Cache,
  services: readonly (readonly [string, Service])[],
  namespace: string,
  clock: Clock,
  attempt: Attempt,
): Promise<readonly Staffed[]> {
  // Once each, also where two services drain one queue.
  const queues = new Map(
    services.flatMap(([, { library, queues }]) =>
      queues.map((queue) => [keyOf(library, queue), { library, queue }] as const),
    ),
  );
  const readings = new Map<string, Reading>();
  const staffed: Staffed[] = [];
  await Promise.all([
    ...[...queues].map(([key, { library, queue }]) =>
      attempt(`the queue ${queue}`, async () => {
        const reading = await asking(() => readers[library](cache, queue, clock));
        readings.set(key, reading);
        publishQueue(namespace, queue, reading);
      }),
    ),
    ...services
      .filter(([, { library }]) => library === "rq")
      .map(([name, service]) =>
        attempt(`the workers of ${name}`, async () => {
          const workers = await asking(() => readWorkers(cache, service.queues));
          staffed.push({ name, service, workers });
          publishWorkers(namespace, name, workers);
        }),
      ),
  ]);
  for (const [name, { library, queues }] of services) {
    const found = queues.flatMap((queue) => readings.get(keyOf(library, queue)) ?? []);
    // Some of its queues without the others would look like less work than there is.
    if (found.length === queues.length) publishService(namespace, name, found);
  }
  return staffed;
}
