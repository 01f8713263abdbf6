import { bucketVariable, serviceVariable } from "../../config/provided.ts";
import type { Config } from "../../config/schema.ts";
import { variablesOf } from "../../config/shape/secrets.ts";
import { collectorPorts, isCollected } from "../../config/telemetry.ts";
import type { Target } from "../target.ts";
import { asked, escaped, offered } from "./escaped.ts";
import type { StoreNames } from "./names.ts";
import type { Running } from "./service.ts";
import { local } from "./stores.ts";

/** As the bucket is named in AWS. */
export const bucketOf = ({ prefix, config }: Target, id: string): string =>
  `${prefix}-${id}-${config.account}`;

/** All variables of a service's containers, each with a value of its own, a local one, or one that is asked for. */
export function environmentOf(
  target: Target,
  names: StoreNames,
  running: Running,
): Readonly<Record<string, string>> {
  const { config } = target;
  const { uses, secrets, env } = running.settings;
  const all = {
    CORS_ORIGINS: offered("CORS_ORIGINS", config.cors.origins.join(",")),
    ...(uses.database && databaseVariables(config, names)),
    ...((uses.email || uses.buckets.length > 0) && { AWS_REGION: config.region, ...local.key }),
    ...(uses.buckets.length > 0 && { AWS_ENDPOINT_URL_S3: `http://${names.objects}:8333` }),
    ...(uses.email && emailVariables(target)),
    ...telemetryVariables(target, running),
    ...Object.fromEntries(uses.buckets.map((id) => [bucketVariable(id), bucketOf(target, id)])),
    ...Object.fromEntries(uses.services.map((id) => [serviceVariable(id), addressOf(config, id)])),
    ...Object.fromEntries(secrets.flatMap((name) => secretVariables(config, names, name))),
    ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, escaped(value)])),
  };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The server in this file speaks no TLS. */
const databaseVariables = ({ database }: Config, names: StoreNames) => ({
  DATABASE_HOST: names.database,
  DATABASE_PORT: "5432",
  DATABASE_NAME: database.name,
  DATABASE_SSLMODE: "disable",
  ...(database.readReplicas > 0 && { DATABASE_READ_HOST: names.database }),
});

/** As in AWS; but SES knows no such key, so that no mail leaves this machine. */
const emailVariables = ({ prefix, config: { email } }: Target) => ({
  ...(email && { EMAIL_FROM: email.from }),
  EMAIL_CONFIGURATION_SET: prefix,
});

/**
 * As in AWS, where a task that ends has no collector. Here nobody has one, so SDKs are told to send nothing
 * ("OTEL_SDK_DISABLED"); whoever runs one says so in `.env`.
 */
function telemetryVariables({ prefix, config }: Target, { id, settings, ends }: Running) {
  if (ends || !isCollected(config.telemetry, settings)) return {};
  const attributes = [
    `deployment.environment.name=${prefix}-local`,
    `service.name=${id}`,
    `service.namespace=${config.product}`,
  ];
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: offered(
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      `http://localhost:${collectorPorts.http}`,
    ),
    OTEL_RESOURCE_ATTRIBUTES: attributes.join(","),
    OTEL_SDK_DISABLED: offered("OTEL_SDK_DISABLED", "true"),
    OTEL_SERVICE_NAME: id,
  };
}

function addressOf({ services }: Config, id: string): string {
  const called = services[id];
  return `http://${id}${called !== undefined && "port" in called ? `:${called.port}` : ""}`;
}

/** Addresses lead to what is in this file; every other secret is somebody's to fill in. */
function secretVariables(config: Config, names: StoreNames, name: string): readonly [string, string][] {
  const source = config.secrets[name];
  if (source === undefined) return [];
  const { user, password } = local;
  if (source.from === "database-url")
    return [
      [
        name,
        `postgresql://${user}:${password}@${names.database}:5432/${config.database.name}?sslmode=disable`,
      ],
    ];
  if (source.from === "cache-url") return [[name, `redis://${names.cache(source.cache)}:6379/0`]];
  return variablesOf(name, source).map((variable) => [variable, asked(variable)]);
}
