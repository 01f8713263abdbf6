import type { Config } from "../schema.ts";
import { check, repeated } from "./check.ts";

/** One secret an access and a cache: each rotates the same logins, so two would lock each other's readers out (G08). */
export const oneAddress = check(["secrets"], ({ secrets }) => {
  const addresses = Object.entries(secrets).flatMap(([name, source]) => {
    const what = opened(source);
    return what === undefined ? [] : [{ name, what }];
  });
  return repeated(addresses.map(({ what }) => what)).flatMap(({ index, value }) => {
    const [second, first] = [addresses[index], addresses.find(({ what }) => what === value)];
    return second && first
      ? [
          {
            path: ["secrets", second.name],
            found: `a second address of ${value}, beside ${first.name}`,
            allowed: `one: let services read ${first.name}, as both would rotate the same credentials`,
          },
        ]
      : [];
  });
});

function opened(source: Config["secrets"][string]): string | undefined {
  if (source.from === "database-url") return `the database for access: ${source.access}`;
  return source.from === "cache-url" ? `the cache ${source.cache}` : undefined;
}

/** A reader's address is a read replica's (G01). */
export const readerHasReplica = check(["secrets", "database"], ({ secrets, database }) =>
  Object.entries(secrets).flatMap(([name, source]) =>
    source.from === "database-url" && source.access === "reader" && database.readReplicas === 0
      ? [
          {
            path: ["secrets", name, "access"],
            found: "reader, without a read replica",
            allowed: "application, or at least one of database.readReplicas",
          },
        ]
      : [],
  ),
);

/** RDS gives its read replicas an address each and none in common: a reader's address could name one alone (G01). */
export const oneReplica = check(["database"], ({ database: { engine, readReplicas } }) =>
  engine !== "postgres" || readReplicas <= 1
    ? []
    : [
        {
          path: ["database", "readReplicas"],
          found: String(readReplicas),
          allowed: "at most 1 with engine postgres: only Aurora has one address for several",
        },
      ],
);

/** Whoever uses the database gets in with credentials that are rotated: there is no other way in (G01, G08). */
export const databaseHasAddress = check(["services", "secrets"], ({ services, secrets }) => {
  const users = Object.entries(services).filter(([, { kind, uses }]) => kind !== "isolated" && uses.database);
  const has = Object.values(secrets).some(
    (source) => source.from === "database-url" && source.access === "application",
  );
  return has || users.length === 0
    ? []
    : [
        {
          path: ["secrets"],
          found: "no address of the database for applications",
          allowed: `a secret { from: database-url }, as the database is used by ${users.map(([id]) => id).join(", ")}`,
        },
      ];
});

/** A cache whose address no secret holds serves nobody (G02). */
export const cacheHasAddress = check(["caches", "secrets"], ({ caches, secrets }) =>
  Object.keys(caches).flatMap((id) =>
    Object.values(secrets).some((source) => source.from === "cache-url" && source.cache === id)
      ? []
      : [
          {
            path: ["caches", id],
            found: `"${id}", which no secret opens`,
            allowed: `a secret { from: cache-url, cache: ${id} }, or no such cache`,
          },
        ],
  ),
);
