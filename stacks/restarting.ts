import { secretName } from "../components/names.ts";
import { arnOf } from "../components/place.ts";
import { Procedure } from "../components/run/procedure.ts";
import { readsSecrets } from "../components/secrets/rotation-policy.ts";
import type { SecretEntry } from "../components/secrets/secrets.ts";
import type { Settings as RestartSettings } from "../functions/restart/settings.ts";
import { lambda } from "./function.ts";
import type { Inside } from "./inside.ts";
import { restarts } from "./rotation-settings.ts";

type Entries = Readonly<Record<string, SecretEntry>>;

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
