import { bucketVariable, serviceVariable } from "../../config/provided.ts";
import type { Config } from "../../config/schema.ts";
import { variablesOf } from "../../config/shape/secrets.ts";
import type { Service } from "../../config/shape/services.ts";
import type { Target } from "../target.ts";
import { asked, escaped } from "./escaped.ts";
import type { StoreNames } from "./names.ts";
import { local } from "./stores.ts";

/** As the bucket is named in AWS. */
export const bucketOf = ({ prefix, config }: Target, id: string): string =>
  `${prefix}-${id}-${config.account}`;

/** All variables of a service's containers, each with a value of its own, a local one, or one that is asked for. */
export function environmentOf(
  target: Target,
  names: StoreNames,
  { uses, secrets, env }: Service,
): Readonly<Record<string, string>> {
  const { config } = target;
  const all = {
    CORS_ORIGINS: `\${CORS_ORIGINS:-${config.cors.origins.join(",")}}`,
    ...(uses.database && databaseVariables(config, names)),
    ...(uses.buckets.length > 0 && {
      AWS_REGION: config.region,
      AWS_ENDPOINT_URL_S3: `http://${names.objects}:8333`,
      ...local.key,
    }),
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
