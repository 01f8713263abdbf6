import { arnOf } from "../components/place.ts";
import { queuesNamespace } from "../components/run/queue-scaling.ts";
import { schedule } from "../components/run/schedule.ts";
import { readsSecrets } from "../components/secrets/rotation-policy.ts";
import type { Settings } from "../functions/queues/settings.ts";
import { lambda } from "./function.ts";
import type { Inside } from "./inside.ts";
import { queueCaches, queueMonitor } from "./queue-caches.ts";
import { reachCache } from "./reach.ts";
import { named } from "./records.ts";

/** Looks into the workers' queues every minute: what scales them, pages about them, and keeps busy tasks alive (P09). */
export function queues(inside: Inside): void {
  const { place, config, caches, alarms, parent } = inside;
  const read = Object.entries(queueCaches(config));
  if (read.length === 0) return;
  const settings: Settings = {
    prefix: place.prefix,
    namespace: queuesNamespace(place),
    cluster: place.prefix,
    services: Object.fromEntries(
      read.flatMap(([cache, workers]) =>
        Object.entries(workers).map(([id, worker]) => [
          id,
          {
            library: worker.jobs.library,
            credentials: queueMonitor(cache),
            queues: worker.queues,
            longestSeconds: worker.jobs.longestSeconds,
          },
        ]),
      ),
    ),
  };
  const cluster = arnOf(place, "ecs", `cluster/${place.prefix}`);
  const inCluster = { ArnEquals: { "ecs:cluster": cluster } };
  const made = lambda(
    "queues",
    {
      description: "Counts what waits in the workers' queues, and keeps tasks that work from being scaled in",
      settings,
      statements: [
        ...readsSecrets(
          place,
          read.map(([cache]) => queueMonitor(cache)),
        ),
        {
          Sid: "FindTasks",
          Effect: "Allow",
          Action: "ecs:ListTasks",
          Resource: arnOf(place, "ecs", `container-instance/${place.prefix}/*`),
          Condition: inCluster,
        },
        {
          Sid: "ProtectTasks",
          Effect: "Allow",
          Action: ["ecs:DescribeTasks", "ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
          Resource: arnOf(place, "ecs", `task/${place.prefix}/*`),
          Condition: inCluster,
        },
        {
          Sid: "LookAtDeployments",
          Effect: "Allow",
          Action: "ecs:DescribeServices",
          Resource: Object.keys(settings.services).map((id) =>
            arnOf(place, "ecs", `service/${place.prefix}/${id}`),
          ),
        },
      ],
      timeoutSeconds: 55,
      namespace: settings.namespace,
      network: { database: false },
    },
    inside,
  );
  for (const [cache] of read) reachCache(made, "queues", cache, named(caches, cache));
  schedule(
    "queues",
    place,
    { lambda: made, expression: "rate(1 minute)", description: "What waits in the workers' queues" },
    parent,
  );
  for (const [, workers] of read)
    for (const [id, { jobs, scale }] of Object.entries(workers))
      alarms.watchQueue(id, {
        namespace: settings.namespace,
        cluster: place.prefix,
        service: id,
        jobs,
        scale,
      });
}
