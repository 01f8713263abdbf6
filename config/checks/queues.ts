import type { Finding } from "../finding.ts";
import type { Config } from "../schema.ts";
import type { WorkerService } from "../shape/services.ts";
import { check, repeated } from "./check.ts";
import { missing } from "./references.ts";

const workers = ({ services }: Pick<Config, "services">) =>
  Object.entries(services).flatMap(([id, service]) => (service.kind === "worker" ? [{ id, service }] : []));

/** A worker's queues are in one cache, which it may reach and which evicts nothing (P09, C10). */
export const queuesSomewhere = check(["services", "caches"], ({ services, caches }) =>
  workers({ services }).flatMap(({ id, service }) =>
    service.jobs.cache === undefined
      ? unnamed(id, service, caches)
      : named(id, service, service.jobs.cache, caches),
  ),
);

function unnamed(id: string, { uses }: WorkerService, caches: Config["caches"]): readonly Finding[] {
  // Whatever an undeclared cache was meant to hold: that it is not declared is said already.
  if (uses.caches.some((cache) => !Object.hasOwn(caches, cache))) return [];
  const used = uses.caches.filter((cache) => holdsQueues(caches, cache));
  if (used.length === 1) return [];
  return used.length === 0
    ? [
        {
          path: ["services", id, "uses", "caches"],
          found: "no cache that holds queues",
          allowed: `a cache with the role queue: ${queueCaches(caches)}`,
        },
      ]
    : [
        {
          path: ["services", id, "jobs", "cache"],
          found: "nothing",
          allowed: `the one of ${used.join(", ")} that holds its queues`,
        },
      ];
}

function named(
  id: string,
  { uses }: WorkerService,
  cache: string,
  caches: Config["caches"],
): readonly Finding[] {
  const path = ["services", id, "jobs", "cache"];
  if (!Object.hasOwn(caches, cache)) return missing(path, "cache", cache, caches);
  return [
    ...(uses.caches.includes(cache)
      ? []
      : [
          {
            path,
            found: `"${cache}", which it does not use`,
            allowed: `one of its uses.caches: ${uses.caches.join(", ")}`,
          },
        ]),
    ...(holdsQueues(caches, cache)
      ? []
      : [
          {
            path,
            found: `"${cache}", which holds no queue`,
            allowed: `a cache with the role queue: ${queueCaches(caches)}`,
          },
        ]),
  ];
}

const holdsQueues = (caches: Config["caches"], cache: string): boolean =>
  caches[cache]?.roles.includes("queue") ?? false;

const queueCaches = (caches: Config["caches"]): string =>
  Object.keys(caches)
    .filter((cache) => holdsQueues(caches, cache))
    .join(", ") || "there is none";

/** A queue is drained once by a service: its backlog would count twice (P09). */
export const queuesOnce = check(["services"], ({ services }) =>
  workers({ services }).flatMap(({ id, service }) =>
    repeated(service.queues).map(({ index, value }) => ({
      path: ["services", id, "queues", index],
      found: `"${value}" for the second time`,
      allowed: "each queue once",
    })),
  ),
);
