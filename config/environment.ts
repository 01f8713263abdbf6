import { providedTo } from "./provided.ts";
import type { Config } from "./schema.ts";
import { variablesOf } from "./shape/secrets.ts";
import { isCollected } from "./telemetry.ts";

/** A variable of a service's containers, as the stack file makes it; never with a secret's value. */
export interface Variable {
  readonly name: string;
  readonly from: "stack file" | "secret" | "platform";
  /** The value of a plain setting; of a secret, what it is for. */
  readonly says: string;
  /** Without a value the stack is refused (G09). */
  readonly mustFill: boolean;
}

/** Every variable that a service's containers find, by name (C23). */
export function variablesOfService(config: Config, id: string): readonly Variable[] {
  const service = config.services[id];
  if (!service) return [];
  const { env, secrets, uses, mustFill } = service;
  const all: readonly Omit<Variable, "mustFill">[] = [
    ...Object.entries(env).map(([name, says]) => ({ name, from: "stack file" as const, says })),
    ...secrets.flatMap((secret) => {
      const source = config.secrets[secret];
      const names = source ? variablesOf(secret, source) : [secret];
      return names.map((name) => ({ name, from: "secret" as const, says: source?.purpose ?? "" }));
    }),
    ...providedTo(uses, config.database, isCollected(config.telemetry, service)).map((name) => ({
      name,
      from: "platform" as const,
      says: meanings[name] ?? meaningOf(name),
    })),
  ];
  return all
    .map((one) => ({ ...one, mustFill: mustFill.includes(one.name) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The variables of all services of a stack. */
export const variablesOfStack = (config: Config): readonly Variable[] =>
  Object.keys(config.services).flatMap((id) => variablesOfService(config, id));

const meanings: Readonly<Record<string, string>> = {
  CORS_ORIGINS: "origins whose pages may call, exact, with commas between",
  DATABASE_HOST: "the proxy's name; the database's own for a task that connects directly",
  DATABASE_PORT: "PostgreSQL's port",
  DATABASE_NAME: "the database's name",
  DATABASE_SSLMODE: "how libpq checks the certificate",
  DATABASE_READ_HOST: "where reads may go instead",
  EMAIL_FROM: "the sender of the product's mail",
  EMAIL_CONFIGURATION_SET: "what every message to SES must name",
  OTEL_EXPORTER_OTLP_ENDPOINT: "the collector beside the container",
  OTEL_RESOURCE_ATTRIBUTES: "what every trace and metric says of its service",
  OTEL_SERVICE_NAME: "the service's name in traces",
};

const meaningOf = (name: string): string =>
  name.startsWith("BUCKET_") ? "the name of that bucket" : "the address of that service";
