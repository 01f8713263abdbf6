import { executionRole, functionRole, operateRole, probeRole, proxyRole } from "../components/names.ts";
import type { Place } from "../components/place.ts";
import type { SecretEntry } from "../components/secrets/secrets.ts";
import { leaksOf } from "../config/leaks.ts";
import type { Config } from "../config/schema.ts";
import { type SecretSource, variablesOf } from "../config/shape/secrets.ts";
import { trialSecrets } from "../config/trial-secrets.ts";
import { queueCaches, queueMonitor } from "./queue-caches.ts";
import { tenantProbe } from "./tenant-probe.ts";

/** Addresses that the platform itself needs beside the product's, and what RDS Proxy logs in with. */
export const own = {
  migration: "DATABASE_MIGRATION_URL",
  monitor: "DATABASE_MONITOR_URL",
  proxied: ["DATABASE_APP_A", "DATABASE_APP_B"],
} as const;

/** Every secret of the stack by id: who makes its value, and the roles that may read it, known before any of them exists. */
export function secretEntries(config: Config, place: Place): Readonly<Record<string, SecretEntry>> {
  const checker = functionRole(place, "secrets-check");
  const restarter = functionRole(place, "restart");
  const database = functionRole(place, "database-credentials");
  const users = usersOf(config, place);
  const declared = Object.entries(config.secrets).map(([id, source]): [string, SecretEntry] => {
    const by = makers[source.from];
    const providers = Object.keys(config.providers).filter((one) => config.providers[one]?.secret === id);
    return [
      id,
      {
        purpose: source.purpose,
        ...by,
        ...(providers.length > 0 && { providers }),
        ...("rotationDays" in source && { days: source.rotationDays }),
        maxAgeDays: "maxAgeDays" in source ? source.maxAgeDays : source.rotationDays * 2,
        readers: [
          checker,
          ...(by.madeBy === "person" ? [] : [functionRole(place, by.madeBy)]),
          ...(by.probe === "none" ? [] : [restarter]),
          ...(users[id] ?? []),
        ],
      },
    ];
  });
  const address = { madeBy: "database-credentials", probe: "postgresql", days: 30, maxAgeDays: 60 } as const;
  const internal: Record<string, SecretEntry> = {
    [own.monitor]: {
      ...address,
      purpose: "the monitoring role's address: vitals and restore tests",
      readers: [
        checker,
        database,
        restarter,
        functionRole(place, "vitals"),
        functionRole(place, "restore-check"),
      ],
    },
    ...(directTasks(config).length > 0 && {
      [own.migration]: {
        ...address,
        purpose: "the address of the role that owns the schema, for migrations alone",
        readers: [checker, database, restarter, ...(users[own.migration] ?? [])],
      },
    }),
    ...Object.fromEntries(
      own.proxied.map((id): [string, SecretEntry] => [
        id,
        {
          purpose: `how RDS Proxy logs in as the application, login ${id.slice(-1).toLowerCase()}`,
          madeBy: "another",
          probe: "none",
          maxAgeDays: address.maxAgeDays + address.days,
          readers: [checker, database, proxyRole(place)],
        },
      ]),
    ),
  };
  const monitors = Object.keys(queueCaches(config)).map((cache): [string, SecretEntry] => [
    queueMonitor(cache),
    {
      madeBy: "cache-credentials",
      probe: "redis",
      days: 30,
      maxAgeDays: 60,
      purpose: `how the platform looks at the queues of the cache ${cache}`,
      readers: [checker, functionRole(place, "cache-credentials"), restarter, functionRole(place, "queues")],
    },
  ]);
  return { ...Object.fromEntries(declared), ...internal, ...Object.fromEntries(monitors) };
}

/** What each kind of secret is made by, and how a new value is tried. */
const makers = {
  provided: { madeBy: "person", probe: "none" },
  generated: { madeBy: "values", probe: "none" },
  "signing-keys": { madeBy: "values", probe: "none" },
  "database-url": { madeBy: "database-credentials", probe: "postgresql" },
  "cache-url": { madeBy: "cache-credentials", probe: "redis" },
} as const satisfies Record<SecretSource["from"], Pick<SecretEntry, "madeBy" | "probe">>;

/** The one-off tasks that speak to PostgreSQL itself. */
export const directTasks = ({ tasks }: Config): readonly string[] =>
  Object.entries(tasks).flatMap(([id, { connects }]) => (connects === "direct" ? [id] : []));

/** A variable of a container, and where its value is. */
export interface Variable {
  readonly secret: string;
  readonly jsonKey?: string;
}

/** What a service's containers are given; a task that connects directly finds another address under the same name. */
export function variables(
  config: Config,
  names: readonly string[],
  direct = false,
): Record<string, Variable> {
  return Object.fromEntries(
    names.flatMap((name): [string, Variable][] => {
      const source = config.secrets[name];
      if (source?.from === "signing-keys")
        return variablesOf(name, source).map((variable, at) => [
          variable,
          { secret: name, jsonKey: ["current", "previous", "next"][at] ?? "current" },
        ]);
      const application = source?.from === "database-url" && source.access === "application";
      return [[name, { secret: direct && application ? own.migration : name }]];
    }),
  );
}

/** By secret, the roles with which ECS starts the services and tasks that are given it, and of what tries it from outside. */
function usersOf(config: Config, place: Place): Readonly<Record<string, readonly string[]>> {
  const users: Record<string, string[]> = {};
  const note = (name: string, given: Readonly<Record<string, Variable>>): void => {
    for (const secret of new Set(Object.values(given).map((variable) => variable.secret)))
      users[secret] = [...(users[secret] ?? []), executionRole(place, name)];
  };
  for (const [id, { secrets }] of Object.entries(config.services)) note(id, variables(config, secrets));
  for (const [id, { service, connects }] of Object.entries(config.tasks))
    note(`task-${id}`, variables(config, config.services[service]?.secrets ?? [], connects === "direct"));
  for (const [id, { service }] of Object.entries(config.crons))
    note(`cron-${id}`, variables(config, config.services[service]?.secrets ?? []));
  for (const secret of new Set(leaksOf(config).map((leak) => leak.as)))
    users[secret] = [...(users[secret] ?? []), probeRole(place, tenantProbe)];
  if (config.pipeline)
    for (const secret of trialSecrets(config)) users[secret] = [...(users[secret] ?? []), operateRole(place)];
  return users;
}
