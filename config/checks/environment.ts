import { providedTo } from "../provided.ts";
import { meant } from "../reading/nearest.ts";
import { check, repeated } from "./check.ts";

/** Whatever a service must have filled comes from its env, its secrets or the platform (G09). */
export const filled = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, { env, secrets, mustFill, uses }]) => {
    const given = [...Object.keys(env), ...secrets, ...providedTo(uses)];
    return mustFill.flatMap((name, index) =>
      given.includes(name) && env[name] !== ""
        ? []
        : [
            {
              path: ["services", id, "mustFill", index],
              found: env[name] === "" ? `"${name}", whose value is empty` : `"${name}", which nothing fills`,
              allowed: `a name from its env or secrets, or from the platform: ${providedTo(uses).join(", ")}`,
              ...meant(name, given),
            },
          ],
    );
  }),
);

/** A variable has one source: two would let a plain setting hide a secret (G07). */
export const oneSource = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, { env, secrets, uses }]) => [
    ...Object.keys(env).flatMap((name) =>
      secrets.includes(name)
        ? [
            {
              path: ["services", id, "env", name],
              found: `"${name}", which is also a secret`,
              allowed: "one source a variable",
            },
          ]
        : [],
    ),
    ...[
      ...Object.keys(env).map((name) => ["env", name] as const),
      ...secrets.map((name) => ["secrets", name] as const),
    ]
      .filter(([, name]) => everProvided(uses).includes(name))
      .map(([kind, name]) => ({
        path: ["services", id, kind, kind === "env" ? name : secrets.indexOf(name)],
        found: `"${name}", which the platform provides`,
        allowed: "no setting of that name",
      })),
    ...repeated(secrets).map(({ index, value }) => ({
      path: ["services", id, "secrets", index],
      found: `"${value}" for the second time`,
      allowed: "each name once",
    })),
  ]),
);

/** Also what it would get if it used more: switching that on must not change a setting's meaning. */
const everProvided = (uses: { readonly buckets: readonly string[] }): readonly string[] =>
  providedTo({ database: true, cache: true, buckets: uses.buckets });
