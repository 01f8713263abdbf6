import type { Finding, Path } from "../finding.ts";
import { meant } from "../reading/nearest.ts";
import { check, repeated } from "./check.ts";

/** A service names only secrets, caches and buckets that exist (G07, G02, G03). */
export const serviceReferences = check(
  ["services", "secrets", "caches", "buckets"],
  ({ services, secrets, caches, buckets }) =>
    Object.entries(services).flatMap(([id, { secrets: names, uses }]) => [
      ...names.flatMap((name, index) => missing(["services", id, "secrets", index], "secret", name, secrets)),
      ...uses.caches.flatMap((name, index) =>
        missing(["services", id, "uses", "caches", index], "cache", name, caches),
      ),
      ...uses.buckets.flatMap((name, index) =>
        missing(["services", id, "uses", "buckets", index], "bucket", name, buckets),
      ),
    ]),
);

/** A service names what it uses once; so does a cache its roles. */
export const usesOnce = check(["services", "caches"], ({ services, caches }) => [
  ...Object.entries(services).flatMap(([id, { uses }]) =>
    (["caches", "buckets", "services"] as const).flatMap((kind) =>
      twice(["services", id, "uses", kind], uses[kind]),
    ),
  ),
  ...Object.entries(caches).flatMap(([id, { roles }]) => twice(["caches", id, "roles"], roles)),
]);

/** A cache's address is a declared cache's (G02). */
export const cacheReferences = check(["secrets", "caches"], ({ secrets, caches }) =>
  Object.entries(secrets).flatMap(([name, source]) =>
    source.from === "cache-url" ? missing(["secrets", name, "cache"], "cache", source.cache, caches) : [],
  ),
);

/** A task runs with an existing service's image, and its name is not a service's: both name a task definition (P07). */
export const taskReferences = check(["services", "tasks"], ({ services, tasks }) =>
  Object.entries(tasks).flatMap(([id, { service }]) => [
    ...missing(["tasks", id, "service"], "service", service, services),
    ...(Object.hasOwn(services, id)
      ? [{ path: ["tasks", id], found: `the name of a service, "${id}"`, allowed: "a name of its own" }]
      : []),
  ]),
);

/** A provider's credential is one of the declared secrets (G11). */
export const providerReferences = check(["providers", "secrets"], ({ providers, secrets }) =>
  Object.entries(providers).flatMap(([id, { secret }]) =>
    missing(["providers", id, "secret"], "secret", secret, secrets),
  ),
);

/** A variable that may differ between the stacks is one that some service has (P15). */
export const differingVariables = check(["mayDiffer", "services"], ({ mayDiffer, services }) => {
  const variables = Object.assign({}, ...Object.values(services).map(({ env }) => env)) as Record<
    string,
    string
  >;
  return Object.keys(mayDiffer).flatMap((name) => missing(["mayDiffer", name], "variable", name, variables));
});

const twice = (path: Path, names: readonly string[]): readonly Finding[] =>
  repeated(names).map(({ index, value }) => ({
    path: [...path, index],
    found: `"${value}" for the second time`,
    allowed: "each name once",
  }));

/** What to say of a name that nothing declares. */
export function missing(
  path: Path,
  what: string,
  name: string,
  declared: Readonly<Record<string, unknown>>,
): readonly Finding[] {
  if (Object.hasOwn(declared, name)) return [];
  const names = Object.keys(declared);
  const allowed =
    names.length > 0 ? `a declared ${what}: ${names.join(", ")}` : `a declared ${what}; there is none`;
  return [{ path, found: `"${name}", which is not declared`, allowed, ...meant(name, names) }];
}
