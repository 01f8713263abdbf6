import type { Finding, Path } from "../finding.ts";
import { check } from "./check.ts";

/** An isolated deployment reaches no data store, by network or by credential (P05). */
export const isolation = check(["services", "secrets"], ({ services, secrets }) =>
  Object.entries(services).flatMap(([id, { kind, uses, secrets: names }]) => {
    if (kind !== "isolated") return [];
    const refused = (path: Path, found: string): Finding => ({
      path: ["services", id, ...path],
      found,
      allowed: "nothing: an isolated service reaches no data store",
    });
    return [
      ...(uses.database ? [refused(["uses", "database"], "true")] : []),
      ...(uses.cache ? [refused(["uses", "cache"], "true")] : []),
      ...(uses.buckets.length > 0 ? [refused(["uses", "buckets"], `a list of ${uses.buckets.length}`)] : []),
      ...names.flatMap((name, index) =>
        secrets[name]?.from === "cache-url"
          ? [refused(["secrets", index], `"${name}", the cache's address`)]
          : [],
      ),
    ];
  }),
);

/** The cache's address is of use only to whom the cache lets in (G02). */
export const cacheAddress = check(["services", "secrets"], ({ services, secrets }) =>
  Object.entries(services).flatMap(([id, { kind, uses, secrets: names }]) =>
    kind === "isolated" || uses.cache
      ? []
      : names.flatMap((name, index) =>
          secrets[name]?.from === "cache-url"
            ? [
                {
                  path: ["services", id, "secrets", index],
                  found: `"${name}", the cache's address, without using the cache`,
                  allowed: "uses: { cache: true } beside it",
                },
              ]
            : [],
        ),
  ),
);
