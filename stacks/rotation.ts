import { readsOwner } from "../components/data/postgres/owner.ts";
import { secretName } from "../components/names.ts";
import { arnOf } from "../components/place.ts";
import type { Lambda } from "../components/run/lambda.ts";
import { Procedure } from "../components/run/procedure.ts";
import { readsSecrets, rotatesSecrets } from "../components/secrets/rotation-policy.ts";
import type { SecretEntry } from "../components/secrets/secrets.ts";
import type { Settings as CacheSettings } from "../functions/cache-credentials/settings.ts";
import type { Settings as DatabaseSettings } from "../functions/database-credentials/settings.ts";
import type { Settings as RestartSettings } from "../functions/restart/settings.ts";
import type { Settings as ValueSettings } from "../functions/values/settings.ts";
import { lambda } from "./function.ts";
import type { Inside } from "./inside.ts";
import { cacheUsers, databaseLogins, type Outputs, restarts, values } from "./rotation-settings.ts";
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
    owner: database.credentialsArn,
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
        ...readsOwner(place, database.engine, database.name),
      ],
      timeoutSeconds: 900,
      network: { database: true },
    },
    inside,
  );
  if (database.replicaGroupId) made.reach("replica", database.replicaGroupId, database.port);
  database.admit("database-credentials", made.reach("proxy", database.proxyGroupId, database.port));
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
          Resource: Object.values(caches).map(({ user }) =>
            arnOf(place, "elasticache", `user:${user.userId}`),
          ),
        },
      ],
      timeoutSeconds: 900,
      network: { database: false },
    },
    inside,
  );
  for (const [id, cache] of Object.entries(caches))
    cache.admit("cache-credentials", made.reach(`cache-${id}`, cache.groupId, cache.port));
  return made;
}

/** A rotated secret reaches the processes that read it: each is replaced, one after another, and the new value is tried. */
export function restarting(entries: Entries, inside: Inside): void {
  const { place, config, database, caches, logs, alarms, parent } = inside;
  const cluster = place.prefix;
  const settings: RestartSettings = {
    prefix: place.prefix,
    cluster,
    secrets: restarts(config, entries),
  };
  const probed = Object.entries(entries).flatMap(([id, { probe }]) => (probe === "none" ? [] : [id]));
  const step = lambda(
    "restart",
    {
      description: "Replaces the tasks of the services that read a rotated secret, then tries its new value",
      settings,
      statements: [
        {
          Sid: "RestartServices",
          Effect: "Allow",
          Action: ["ecs:DescribeServices", "ecs:UpdateService"],
          Resource: arnOf(place, "ecs", `service/${cluster}/*`),
        },
        ...readsSecrets(place, probed),
      ],
      timeoutSeconds: 60,
      network: { database: true },
    },
    inside,
  );
  if (database.replicaGroupId) step.reach("replica", database.replicaGroupId, database.port);
  database.admit("restart", step.reach("proxy", database.proxyGroupId, database.port));
  for (const [id, cache] of Object.entries(caches))
    cache.admit("restart", step.reach(`cache-${id}`, cache.groupId, cache.port));
  const procedure = new Procedure(
    "restarting",
    {
      place,
      id: "restart",
      description: "From a rotated secret to processes that use it",
      step,
      timeoutMinutes: 60 * Math.max(Object.keys(config.services).length, 1),
      startsOn: {
        description: "A secret of this stack was rotated",
        pattern: {
          source: ["golive.rotation"],
          "detail-type": ["Secret rotated"],
          detail: { secret: [{ prefix: secretName(place, "") }] },
        },
      },
      logs,
    },
    { parent },
  );
  alarms.watchProcedure("restart", procedure);
}
