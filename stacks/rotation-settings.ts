import type * as pulumi from "@pulumi/pulumi";
import type { Cache } from "../components/data/cache.ts";
import type { CacheUser } from "../components/data/cache-user.ts";
import type { SecretEntry } from "../components/secrets/secrets.ts";
import type { Config } from "../config/schema.ts";
import type { Settings as CacheSettings } from "../functions/cache-credentials/settings.ts";
import type { Settings as DatabaseSettings } from "../functions/database-credentials/settings.ts";
import type { Settings as RestartSettings } from "../functions/restart/settings.ts";
import type { Settings as ValueSettings } from "../functions/values/settings.ts";
import { queueCaches, queueMonitor } from "./queue-caches.ts";
import { named } from "./records.ts";
import { own, variables } from "./secret-entries.ts";

/** A function's settings in which what AWS makes is still to come. */
export type Outputs<T> = T extends readonly [infer A, infer B]
  ? readonly [Outputs<A>, Outputs<B>]
  : T extends object
    ? { readonly [K in keyof T]: Outputs<T[K]> }
    : T extends string
      ? pulumi.Input<T>
      : T;

type Entries = Readonly<Record<string, SecretEntry>>;
type Pairs<T> = readonly (readonly [id: string, value: T])[];

/** What `values` makes: random text, or signing keys. */
export const values = (config: Config): ValueSettings["values"] =>
  Object.fromEntries(
    Object.entries(config.secrets).flatMap(([id, source]): Pairs<ValueSettings["values"][string]> => {
      if (source.from === "generated") return [[id, { kind: "random", length: source.length }]];
      if (source.from === "signing-keys") return [[id, { kind: "signing-keys" }]];
      return [];
    }),
  );

interface Servers {
  readonly pooled: pulumi.Output<string>;
  readonly direct: pulumi.Output<string>;
  readonly reader: pulumi.Output<string> | undefined;
  /** The two logins that the proxy knows, by their secrets' ARNs. */
  readonly proxied: readonly [pulumi.Output<string>, pulumi.Output<string>];
}

/** Which role each address is of, and which server it leads to. */
export function databaseLogins(
  config: Config,
  entries: Entries,
  { pooled, direct, reader, proxied }: Servers,
): Outputs<DatabaseSettings["logins"]> {
  type Login = Outputs<DatabaseSettings["logins"][string]>;
  const { authorities } = config.database;
  const port = 5432;
  const straight = { host: direct, port, authority: authorities.direct, proxied: null };
  const app: Login = { role: "app", host: pooled, port, authority: authorities.pooled, proxied };
  const readerLogin: Login = { ...straight, role: "reader", host: reader ?? direct };
  const monitor: Login = { ...straight, role: "monitor" };
  const migrator: Login = { ...straight, role: "migrator" };
  return {
    ...Object.fromEntries(
      Object.entries(config.secrets).flatMap(
        ([id, source]): Pairs<Login> =>
          source.from === "database-url" ? [[id, source.access === "application" ? app : readerLogin]] : [],
      ),
    ),
    [own.monitor]: monitor,
    ...(Object.hasOwn(entries, own.migration) && { [own.migration]: migrator }),
  };
}

/** Which user of which cache each address is of. */
export const cacheUsers = (
  config: Config,
  caches: Readonly<Record<string, Cache>>,
): Outputs<CacheSettings["users"]> => {
  const at = ({ host, port }: Cache, { userId, userName }: CacheUser) => ({ userId, userName, host, port });
  return Object.fromEntries([
    ...Object.entries(config.secrets).flatMap(([id, source]) => {
      if (source.from !== "cache-url") return [];
      const cache = named(caches, source.cache);
      return [[id, at(cache, cache.user)] as const];
    }),
    ...Object.keys(queueCaches(config)).flatMap((id) => {
      const cache = named(caches, id);
      return cache.monitor ? [[queueMonitor(id), at(cache, cache.monitor)] as const] : [];
    }),
  ]);
};

/** Which services read each secret that is rotated. */
export const restarts = (config: Config, entries: Entries): RestartSettings["secrets"] =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([id, { probe, days }]) => {
      if (days === undefined) return [];
      const services = Object.entries(config.services).flatMap(([service, { secrets }]) =>
        Object.values(variables(config, secrets)).some(({ secret }) => secret === id) ? [service] : [],
      );
      return [[id, { services, probe }] as const];
    }),
  );
