import type { Finding, Path } from "../finding.ts";
import type { SecretSource } from "../shape/secrets.ts";
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
      ...(uses.caches.length > 0 ? [refused(["uses", "caches"], `a list of ${uses.caches.length}`)] : []),
      ...(uses.buckets.length > 0 ? [refused(["uses", "buckets"], `a list of ${uses.buckets.length}`)] : []),
      ...names.flatMap((name, index) => {
        const from = secrets[name]?.from;
        return from === "database-url" || from === "cache-url"
          ? [refused(["secrets", index], `"${name}", a data store's address`)]
          : [];
      }),
    ];
  }),
);

/** A store's address is of use only to whom the store lets in (G01, G02). */
export const addressUsed = check(["services", "secrets"], ({ services, secrets }) =>
  Object.entries(services).flatMap(([id, { kind, uses, secrets: names }]) =>
    kind === "isolated"
      ? []
      : names.flatMap((name, index) => {
          const path = ["services", id, "secrets", index];
          const source = secrets[name];
          if (source?.from === "cache-url" && !uses.caches.includes(source.cache))
            return [
              {
                path,
                found: `"${name}", the address of the cache ${source.cache}, without using it`,
                allowed: `uses: { caches: [${source.cache}] } beside it`,
              },
            ];
          if (source?.from === "database-url" && !uses.database)
            return [
              {
                path,
                found: `"${name}", the database's address, without using the database`,
                allowed: "uses: { database: true } beside it",
              },
            ];
          return [];
        }),
  ),
);

/** Whom a store lets in holds an address of it too: else it could reach the store and not sign in (G01, G02). */
export const signsIn = check(["services", "secrets"], ({ services, secrets }) => {
  const addresses = (opens: (source: SecretSource) => boolean) =>
    Object.keys(secrets).filter((name) => {
      const source = secrets[name];
      return source !== undefined && opens(source);
    });
  return Object.entries(services).flatMap(([id, { kind, uses, secrets: held }]) => {
    if (kind === "isolated") return [];
    const stores = [
      ...(uses.database
        ? [{ at: ["database"], found: "true", opened: addresses(({ from }) => from === "database-url") }]
        : []),
      ...uses.caches.map((cache, index) => ({
        at: ["caches", index],
        found: `"${cache}"`,
        opened: addresses((source) => source.from === "cache-url" && source.cache === cache),
      })),
    ];
    return stores
      .filter(({ opened }) => opened.length > 0 && !opened.some((name) => held.includes(name)))
      .map(({ at, found, opened }) => ({
        path: ["services", id, "uses", ...at],
        found: `${found}, without an address to sign in with`,
        allowed: `${opened.join(" or ")} among its secrets, or no such use`,
      }));
  });
});
