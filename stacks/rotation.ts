import { findsOwner, readsOwner } from "../components/data/postgres/owner.ts";
import { arnOf } from "../components/place.ts";
import type { Lambda } from "../components/run/lambda.ts";
import { rotatesSecrets } from "../components/secrets/rotation-policy.ts";
import type { SecretEntry } from "../components/secrets/secrets.ts";
import type { Settings as CacheSettings } from "../functions/cache-credentials/settings.ts";
import type { Settings as DatabaseSettings } from "../functions/database-credentials/settings.ts";
import type { Settings as ValueSettings } from "../functions/values/settings.ts";
import { lambda } from "./function.ts";
import type { Inside } from "./inside.ts";
import { reachCache, reachDatabase } from "./reach.ts";
import { cacheUsers, databaseLogins, type Outputs, values } from "./rotation-settings.ts";
import { own } from "./secret-entries.ts";

type Entries = Readonly<Record<string, SecretEntry>>;

const madeBy = (entries: Entries, maker: SecretEntry["madeBy"]): readonly string[] =>
  Object.entries(entries).flatMap(([id, entry]) => (entry.madeBy === maker ? [id] : []));

/** Everything that makes new credentials (G08, C04). Afterwards every secret that a function makes has its first value. */
export function rotation(entries: Entries, inside: Inside): void {
  const { secrets } = inside;
  if (madeBy(entries, "values").length > 0) secrets.rotate("values", valueMaker(entries, inside));
  secrets.rotate("database-credentials", databaseCredentials(entries, inside));
  if (madeBy(entries, "cache-credentials").length > 0)
    secrets.rotate("cache-credentials", cacheCredentials(entries, inside));
}

function valueMaker(entries: Entries, inside: Inside): Lambda {
  const { place, config } = inside;
  const settings: ValueSettings = { prefix: place.prefix, values: values(config) };
  return lambda(
    "values",
    {
      description: "Makes random values and signing keys, at each rotation new ones",
      settings,
      statements: rotatesSecrets(place, madeBy(entries, "values")),
      timeoutSeconds: 900,
    },
    inside,
  );
}

function databaseCredentials(entries: Entries, inside: Inside): Lambda {
  const { place, config, database, secrets } = inside;
  const [a, b] = own.proxied;
  const settings = {
    prefix: place.prefix,
    server: { host: database.host, port: database.port, database: config.database.name },
    owner: { engine: database.engine, identifier: database.name },
    logins: databaseLogins(config, entries, {
      pooled: database.proxyHost,
      direct: database.host,
      reader: database.readHost,
      proxied: [secrets.ref(a).arn, secrets.ref(b).arn],
    }),
  } satisfies Outputs<DatabaseSettings>;
  const made = lambda(
    "database-credentials",
    {
      description: "Makes PostgreSQL's roles and, at each rotation, the other login of a role",
      settings,
      statements: [
        ...rotatesSecrets(place, [...madeBy(entries, "database-credentials"), ...own.proxied]),
        findsOwner(place, database.engine, database.name),
        ...readsOwner(place, database.engine, database.name),
      ],
      timeoutSeconds: 900,
      network: { database: true },
    },
    inside,
  );
  reachDatabase(made, "database-credentials", database);
  return made;
}

function cacheCredentials(entries: Entries, inside: Inside): Lambda {
  const { place, config, caches } = inside;
  const settings = {
    prefix: place.prefix,
    users: cacheUsers(config, caches),
  } satisfies Outputs<CacheSettings>;
  const made = lambda(
    "cache-credentials",
    {
      description: "Gives each cache's user, at each rotation, a second password",
      settings,
      statements: [
        ...rotatesSecrets(place, madeBy(entries, "cache-credentials")),
        {
          Sid: "ChangePasswords",
          Effect: "Allow",
          Action: ["elasticache:DescribeUsers", "elasticache:ModifyUser"],
          Resource: Object.values(caches).flatMap(({ user, monitor }) =>
            [user, ...(monitor ? [monitor] : [])].map(({ userId }) =>
              arnOf(place, "elasticache", `user:${userId}`),
            ),
          ),
        },
      ],
      timeoutSeconds: 900,
      network: { database: false },
    },
    inside,
  );
  for (const [name, cache] of Object.entries(caches)) reachCache(made, "cache-credentials", name, cache);
  return made;
}
