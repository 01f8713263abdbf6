import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { Cache } from "../../components/data/cache.ts";
import type { Config } from "../../config/schema.ts";
import { settings as cacheSettings } from "../../functions/cache-credentials/settings.ts";
import { settings as databaseSettings } from "../../functions/database-credentials/settings.ts";
import { placeOf } from "../../stacks/place.ts";
import { queuesIn } from "../../stacks/queue-caches.ts";
import { cacheUsers, databaseLogins, restarts, values } from "../../stacks/rotation-settings.ts";
import { secretEntries } from "../../stacks/secret-entries.ts";
import { configOf } from "../config/config-of.ts";
import { declare } from "./declare.ts";
import { inside } from "./stores.ts";

const shop = configOf("production");
const analytics = configOf("production", "examples/analytics");
const dashboards = configOf("production", "examples/dashboards");
const entriesOf = (config: Config) => secretEntries(config, placeOf(config));

/** What a program's value is once AWS has made all of it. */
async function known<T>(make: () => T): Promise<unknown> {
  let found: unknown;
  const program = async () => {
    found = await new Promise((resolve) => pulumi.output(make()).apply(resolve));
  };
  await declare(program, { pass: "resolved" });
  return found;
}

describe("what `values` makes", () => {
  it("is every secret that is random or a set of signing keys, and no other", () => {
    expect(values(shop)).toEqual({ SUPABASE_JWT_SECRET: { kind: "signing-keys" } });
    expect(values(dashboards)).toEqual({
      JWT_SECRET: { kind: "signing-keys" },
      SESSION_COOKIE_KEY: { kind: "random", length: 96 },
    });
  });
});

describe("the logins of the database", () => {
  const servers = (reader: string | undefined) => ({
    pooled: pulumi.output("proxy.internal"),
    direct: pulumi.output("server.internal"),
    reader: reader === undefined ? undefined : pulumi.output(reader),
    proxied: [pulumi.output("arn:login-a"), pulumi.output("arn:login-b")] as const,
  });
  const loginsOf = async (config: Config, reader?: string) => {
    const made = await known(() => databaseLogins(config, entriesOf(config), servers(reader)));
    return databaseSettings.shape.logins.parse(made);
  };
  const direct = {
    host: "server.internal",
    port: 5432,
    authority: "/etc/ssl/certs/rds-global-bundle.pem",
    proxied: null,
  };
  const app = {
    role: "app",
    host: "proxy.internal",
    port: 5432,
    authority: "system",
    proxied: ["arn:login-a", "arn:login-b"],
  };

  it("are the application's through the proxy, and to the server itself those that migrate and monitor", async () => {
    expect(await loginsOf(shop)).toEqual({
      DATABASE_URL: app,
      DATABASE_MONITOR_URL: { ...direct, role: "monitor" },
      DATABASE_MIGRATION_URL: { ...direct, role: "migrator" },
    });
  });

  it("are a reader's to the read replica", async () => {
    const { ANALYTICS_DATABASE_URL: reader } = await loginsOf(analytics, "replica.internal");

    expect(reader).toEqual({ ...direct, role: "reader", host: "replica.internal" });
  });

  it("are no migrator's where no task connects directly", async () => {
    expect(Object.keys(await loginsOf({ ...shop, tasks: {} }))).toEqual([
      "DATABASE_URL",
      "DATABASE_MONITOR_URL",
    ]);
  });
});

describe("the users of the caches", () => {
  it("are one for each address, of the cache that it names", async () => {
    const made = await known(() => {
      const caches = Object.fromEntries(
        Object.entries(analytics.caches).map(([id, settings]) => [
          id,
          new Cache(`cache-${id}`, { ...inside, id, settings, queues: queuesIn(analytics, id) }),
        ]),
      );
      return cacheUsers(analytics, caches);
    });

    const user = (cache: string, userName = "app") => ({
      userId: `shop-staging-${cache}-${userName}`,
      userName,
      host: expect.stringContaining(`shop-staging-cache-${cache}`),
      port: 6379,
    });
    expect(cacheSettings.shape.users.parse(made)).toEqual({
      REDIS_URL: user("queue"),
      HOT_PATHS_URL: user("hot"),
      QUEUE_MONITOR_QUEUE: user("queue", "monitor"),
    });
  });

  it("are none without a cache's address, and cannot be of a cache that is not declared", () => {
    expect(cacheUsers({ ...shop, secrets: {}, services: {} }, {})).toEqual({});
    expect(() => cacheUsers(shop, {})).toThrow(new pulumi.RunError('"queue" is used and not declared'));
  });
});

describe("who is restarted after a rotation", () => {
  it("is exactly who reads the secret, and nobody for what a person provides or the proxy reads", () => {
    expect(restarts(shop, entriesOf(shop))).toEqual({
      DATABASE_URL: { services: ["api", "worker", "scheduler"], probe: "postgresql" },
      REDIS_URL: { services: ["api", "worker", "scheduler"], probe: "redis" },
      SUPABASE_JWT_SECRET: { services: ["api"], probe: "none" },
      DATABASE_MONITOR_URL: { services: [], probe: "postgresql" },
      DATABASE_MIGRATION_URL: { services: [], probe: "postgresql" },
      QUEUE_MONITOR_QUEUE: { services: [], probe: "redis" },
    });
  });

  it("is told by every secret of its own where there are several", () => {
    const { ANALYTICS_DATABASE_URL: reader, HOT_PATHS_URL: hot } = restarts(analytics, entriesOf(analytics));

    expect([reader, hot]).toEqual([
      { services: ["api"], probe: "postgresql" },
      { services: ["api"], probe: "redis" },
    ]);
  });
});
