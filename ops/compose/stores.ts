import type { CacheSettings, DatabaseSettings } from "../../config/shape/data.ts";
import type { ComposeService } from "./service.ts";

/** Whoever reads this file may know them: they open what runs on one machine, in networks without a way in. */
export const local = {
  user: "app",
  password: "local",
  key: { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local-objects" },
} as const;

const patient = { interval: "10s", timeout: "5s", retries: 6, start_period: "60s", start_interval: "1s" };

/** Reached by those who use it, and by nobody from outside. */
const kept = (name: string, folder: string) => ({
  volumes: [`${name}:${folder}`],
  networks: { [name]: {} },
  restart: "unless-stopped",
  stop_grace_period: "60s",
});

/** PostgreSQL of the stack's major version. */
export const postgres = (
  key: string,
  { version, name, maxConnections }: DatabaseSettings,
): ComposeService => ({
  image: `postgres:${version}`,
  command: ["postgres", "-c", `max_connections=${maxConnections}`],
  environment: { POSTGRES_DB: name, POSTGRES_PASSWORD: local.password, POSTGRES_USER: local.user },
  healthcheck: {
    // Over TCP: while the image prepares itself, a first server answers on the socket alone.
    test: ["CMD", "pg_isready", "--host", "127.0.0.1", "--username", local.user, "--dbname", name],
    ...patient,
  },
  shm_size: "256m",
  // From 18 on, the image keeps a folder for each version below (Docker Hub, postgres, "PGDATA").
  ...kept(key, Number(version) >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data"),
});

/** Valkey of the stack's version; when its memory is full, it does what the stack's does. */
export const valkey = (key: string, { version, roles }: CacheSettings): ComposeService => ({
  image: `valkey/valkey:${version}`,
  command: [
    "valkey-server",
    "--maxmemory-policy",
    roles.some((role) => role !== "cache") ? "noeviction" : "allkeys-lru",
  ],
  healthcheck: { test: ["CMD", "valkey-cli", "-e", "ping"], ...patient },
  ...kept(key, "/data"),
});

/** SeaweedFS, which speaks S3: MinIO publishes no images any more. Buckets are also found as hosts, as SDKs ask for them. */
export const objectStorage = (key: string, buckets: readonly string[]): ComposeService => ({
  image: "chrislusf/seaweedfs:4.44",
  command: [
    "mini",
    "-dir=/data",
    `-bucket=${buckets.join(",")}`,
    `-s3.domainName=${key}`,
    "-webdav=false",
    "-admin.ui=false",
    "-master.telemetry=false",
  ],
  environment: local.key,
  healthcheck: {
    test: ["CMD", "curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8333/healthz"],
    ...patient,
  },
  ...kept(key, "/data"),
  networks: { [key]: { aliases: buckets.map((bucket) => `${bucket}.${key}`) } },
});
