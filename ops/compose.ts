import { stringify } from "yaml";
import type { Config } from "../config/schema.ts";
import { bucketOf } from "./compose/environment.ts";
import { type StoreNames, storeNames } from "./compose/names.ts";
import { type ComposeService, composeService, type Folders, type Running } from "./compose/service.ts";
import { objectStorage, postgres, valkey } from "./compose/stores.ts";
import type { Target } from "./target.ts";

export interface Composed {
  readonly text: string;
  /** Variables without which nothing starts. */
  readonly asks: readonly string[];
  /** One-off tasks and cron jobs, as they are named there. */
  readonly tasks: readonly string[];
}

/** How every file of ours begins. */
export const header = "# Made by `./golive ops compose";

/** The whole stack for one machine: the same services, commands, variables, checks and versions (G19), without a secret. */
export function composeOf(target: Target, folders: Folders): Composed {
  const { config, stack, file, prefix } = target;
  const names = storeNames(config);
  const running = runningOf(config);
  const services: Record<string, ComposeService> = {
    ...Object.fromEntries(running.map((one) => [one.id, composeService(target, names, folders, one)])),
    ...storesOf(target, names),
  };
  const networks = [...new Set(Object.values(services).flatMap((one) => Object.keys(one.networks)))];
  const inside = Object.keys(storesOf(target, names));
  const body = stringify(
    {
      name: `${prefix}-local`,
      services,
      networks: Object.fromEntries(
        networks.map((name) => [name, inside.includes(name) ? { internal: true } : {}]),
      ),
      volumes: Object.fromEntries(inside.map((name) => [name, {}])),
    },
    // Quoted so that readers of YAML 1.1 take `no` and `1000:1000` for text too.
    { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false },
  );
  const asks = [...new Set([...body.matchAll(/\$\{([A-Z0-9_]+):\?/g)].flatMap(([, name]) => name ?? []))];
  const head = [
    `${header} ${stack}\` from ${file}, for one machine. Change that file, and make this one anew.`,
    ...(asks.length > 0
      ? [`# In .env beside it, which is in no repository: ${asks.toSorted().join(", ")}`]
      : []),
  ];
  return {
    text: `${head.join("\n")}\n${body}`,
    asks: asks.toSorted(),
    tasks: running.flatMap(({ id, ends }) => (ends ? [id] : [])),
  };
}

/** Services with a port each of this machine's, the declared one where it is free; then what runs when it is asked for. */
function runningOf({ services, tasks, crons }: Config): readonly Running[] {
  const taken = new Set<number>();
  const free = (port: number): number => (taken.has(port) ? free(port + 1) : port);
  const always = Object.entries(services).map(([id, settings]): Running => {
    const own = { id, settings, command: settings.command };
    if (!("port" in settings)) return own;
    const hostPort = free(settings.port);
    taken.add(hostPort);
    return { ...own, hostPort };
  });
  const once = (kind: string, all: Config["tasks"] | Config["crons"]): readonly Running[] =>
    Object.entries(all).flatMap(([id, { service, command }]) => {
      const settings = services[service];
      return settings === undefined ? [] : [{ id: `${kind}-${id}`, settings, command, ends: true }];
    });
  return [...always, ...once("task", tasks), ...once("cron", crons)];
}

/** What keeps state, and only what some service uses. */
function storesOf(target: Target, names: StoreNames): Record<string, ComposeService> {
  const { config } = target;
  const uses = Object.values(config.services).map((one) => one.uses);
  const buckets = [...new Set(uses.flatMap((one) => one.buckets))].map((id) => bucketOf(target, id));
  const caches = Object.entries(config.caches).filter(([id]) => uses.some((one) => one.caches.includes(id)));
  return {
    ...(uses.some(({ database }) => database) && {
      [names.database]: postgres(names.database, config.database),
    }),
    ...Object.fromEntries(
      caches.map(([id, settings]) => [names.cache(id), valkey(names.cache(id), settings)]),
    ),
    ...(buckets.length > 0 && { [names.objects]: objectStorage(names.objects, buckets.toSorted()) }),
  };
}
