import type { Balancer, Route } from "../components/edge/balancer.ts";
import type { Cluster } from "../components/run/cluster.ts";
import { Connect } from "../components/run/connect.ts";
import { Service } from "../components/run/service.ts";
import type { Task } from "../components/run/task.ts";
import type { Config } from "../config/schema.ts";
import type { Service as Settings } from "../config/shape/services.ts";
import type { PinnedImages } from "./images.ts";
import type { Inside } from "./inside.ts";
import { reachCache, reachDatabase } from "./reach.ts";
import { mapped, named } from "./records.ts";
import type { ReleaseHooks } from "./release-hooks.ts";
import type { OneOff } from "./tasks.ts";
import { workload } from "./workload.ts";

export interface Running {
  readonly settings: Settings;
  readonly task: Task;
  readonly service: Service;
  readonly route: Route | undefined;
}

interface Around {
  readonly inside: Inside;
  readonly cluster: Cluster;
  readonly balancer: Balancer;
  readonly images: PinnedImages;
  readonly tasks: Readonly<Record<string, OneOff>>;
  readonly release: ReleaseHooks;
}

/** What runs. A task is told of what it uses, and of nothing else; whoever uses the database waits for its migration. */
export function services(around: Around): Readonly<Record<string, Running>> {
  const { inside, cluster, balancer, images, tasks, release } = around;
  const { config, place, network, alarms, database, caches, parent } = inside;
  const own = { parent };
  const called = calledServices(config);
  const connect = called.size > 0 ? new Connect("connect", place, own) : undefined;

  const running = new Map<string, Running>();
  for (const id of inOrder(config.services, release.gate)) {
    const settings = named(config.services, id);
    const served = "port" in settings ? settings : undefined;
    const route = served && balancer.route(id, served);
    const task = workload(id, { ...inside, settings, image: named(images, id), port: served?.port });
    const paused = config.breakers.pause.find(({ worker }) => worker === id);
    const migrated = release.gate === undefined ? undefined : running.get(release.gate)?.service;
    const service = new Service(
      id,
      {
        place,
        settings,
        task,
        cluster,
        vpcId: network.vpcId,
        subnetIds: network.taskSubnetIds,
        ...(paused && { paused }),
        after: [
          ...(id === release.gate ? Object.values(tasks).map((one) => one.task) : []),
          ...(migrated && settings.uses.database ? [migrated] : []),
          ...settings.uses.services.flatMap((other) => running.get(other)?.service ?? []),
        ],
        ...(connect &&
          (called.has(id) || settings.uses.services.length > 0) && {
            connected: {
              namespaceArn: connect.namespaceArn,
              ...(called.has(id) && served && { called: served }),
            },
          }),
        ...(route && {
          served: {
            route,
            undoOn: alarms.watchRoute(id, route.watched),
            hooks: release.hooksOf(id),
            delivery: release.delivery,
          },
        }),
      },
      own,
    );
    alarms.watchService(id, { cluster: cluster.name, service: service.name });
    if (inside.collecting?.collectorOf(id, settings))
      alarms.watchCollector(id, { cluster: cluster.name, service: service.name }, task.logGroup);
    if (served) {
      alarms.watchLog(id, task.logGroup, config.logs);
      balancer.reach(id, service.groupId, served.port);
      service.admit("balancer", balancer.groupId, served.port);
    }
    if (settings.uses.database) reachDatabase(service, id, database);
    for (const used of settings.uses.caches) reachCache(service, id, used, named(caches, used));
    running.set(id, { settings, task, service, route });
  }
  for (const [id, { settings, service }] of running)
    for (const other of settings.uses.services) {
      const callee = running.get(other);
      if (callee && "port" in callee.settings)
        callee.service.admit(
          id,
          service.reach(other, callee.service.groupId, callee.settings.port),
          callee.settings.port,
        );
    }
  const byId = Object.fromEntries(running);
  return mapped(config.services, (_, id) => named(byId, id));
}

type Calls = Pick<Settings["uses"], "database" | "services">;

/**
 * Whoever migrates before all others that use the database, and whom a service calls before itself: its tasks find the
 * names that there were when they were deployed ("Amazon ECS Service Connect components"). Of services in a circle, the
 * first finds the last from its second deployment on.
 */
export function inOrder(
  services: Readonly<Record<string, { readonly uses: Calls }>>,
  gate: string | undefined,
): readonly string[] {
  const order = new Set<string>();
  const visit = (id: string, callers: readonly string[]): void => {
    if (order.has(id) || callers.includes(id)) return;
    const { uses } = named(services, id);
    const migrated = gate === undefined || id === gate || order.has(gate);
    if (uses.database && !migrated) return;
    for (const other of uses.services) visit(other, [...callers, id]);
    order.add(id);
  };
  if (gate !== undefined) visit(gate, []);
  for (const id of Object.keys(services)) visit(id, []);
  return [...order];
}

const calledServices = ({ services }: Config): ReadonlySet<string> =>
  new Set(Object.values(services).flatMap(({ uses }) => uses.services));
