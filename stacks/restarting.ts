import { secretName } from "../components/names.ts";
import { arnOf } from "../components/place.ts";
import { Procedure } from "../components/run/procedure.ts";
import { describesSecrets, readsSecrets, rotationSource } from "../components/secrets/rotation-policy.ts";
import type { SecretEntry } from "../components/secrets/secrets.ts";
import type { Settings as RestartSettings } from "../functions/restart/settings.ts";
import { lambda } from "./function.ts";
import type { Inside } from "./inside.ts";
import { reachCache, reachDatabase } from "./reach.ts";
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
        describesSecrets(place, Object.keys(settings.secrets)),
        ...readsSecrets(place, probed),
      ],
      timeoutSeconds: 60,
      network: { database: true },
    },
    inside,
  );
  reachDatabase(step, "restart", database);
  for (const [name, cache] of Object.entries(caches)) reachCache(step, "restart", name, cache);
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
          source: [rotationSource],
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
