import { providedTo } from "../provided.ts";
import { meant } from "../reading/nearest.ts";
import type { Config } from "../schema.ts";
import { variablesOf } from "../shape/secrets.ts";
import type { Service } from "../shape/services.ts";
import { isCollected } from "../telemetry.ts";
import { check, repeated } from "./check.ts";

/** Whatever a service must have filled comes from its env, its secrets or the platform (G09). */
export const filled = check(
  ["services", "secrets", "database", "telemetry"],
  ({ services, secrets: declared, database, telemetry }) =>
    Object.entries(services).flatMap(([id, service]) => {
      const { env, secrets, mustFill, uses } = service;
      const platform = providedTo(uses, database, isCollected(telemetry, service));
      const injected = variables(secrets, declared).map(({ name }) => name);
      const given = [...Object.keys(env), ...injected, ...platform];
      return mustFill.flatMap((name, index) =>
        given.includes(name) && env[name] !== ""
          ? []
          : [
              {
                path: ["services", id, "mustFill", index],
                found:
                  env[name] === "" ? `"${name}", whose value is empty` : `"${name}", which nothing fills`,
                allowed: `a name from its env or secrets, or from the platform: ${platform.join(", ")}`,
                ...meant(name, given),
              },
            ],
      );
    }),
);

/** A variable has one source: two would let a plain setting hide a secret, or one secret another (G07). */
export const oneSource = check(["services", "secrets", "telemetry"], (config) =>
  Object.entries(config.services).flatMap(([id, service]) => {
    const { env, secrets } = service;
    const injected = variables(secrets, config.secrets);
    const platform = everProvided(service, isCollected(config.telemetry, service));
    return [
      ...Object.keys(env).flatMap((name) =>
        injected
          .filter((one) => one.name === name)
          .slice(0, 1)
          .map(({ secret }) => ({
            path: ["services", id, "env", name],
            found: `"${name}", which the secret ${secret} fills too`,
            allowed: "one source a variable",
          })),
      ),
      ...[
        ...Object.keys(env).map((name) => ({ name, at: ["env", name] })),
        ...injected.map(({ name, index }) => ({ name, at: ["secrets", index] })),
      ]
        .filter(({ name }) => platform.includes(name))
        .map(({ name, at }) => ({
          path: ["services", id, ...at],
          found: `"${name}", which the platform provides`,
          allowed: "no setting of that name",
        })),
      ...repeated(secrets).map(({ index, value }) => ({
        path: ["services", id, "secrets", index],
        found: `"${value}" for the second time`,
        allowed: "each name once",
      })),
      ...injected.flatMap(({ name, secret, index }) =>
        injected
          .filter((one) => one.name === name && one.secret !== secret && one.index < index)
          .map((first) => ({
            path: ["services", id, "secrets", index],
            found: `"${name}", which the secret ${first.secret} fills too`,
            allowed: "one source a variable",
          })),
      ),
    ];
  }),
);

/** What a service's secrets fill, each with the secret that does. */
const variables = (secrets: readonly string[], declared: Config["secrets"]) =>
  secrets.flatMap((secret, index) => {
    const source = declared[secret];
    return (source ? variablesOf(secret, source) : [secret]).map((name) => ({ name, secret, index }));
  });

/** Also what it would get if it used more: switching that on must not change a setting's meaning. */
const everProvided = ({ uses }: Service, collected: boolean): readonly string[] =>
  providedTo({ ...uses, database: true, email: true }, { readReplicas: 1 }, collected);
