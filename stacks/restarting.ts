import { secretName } from "../components/names.ts";
import { arnOf } from "../components/place.ts";
import { Procedure } from "../components/run/procedure.ts";
import { describesSecrets, readsSecrets, rotationSource } from "../components/secrets/rotation-policy.ts";
import type { SecretEntry } from "../components/secrets/secrets.ts";
import type { Settings as RestartSettings } from "../functions/restart/settings.ts";
import { lambda } from "./function.ts";
import { rolloutMinutesOf } from "./hook-minutes.ts";
import type { Inside } from "./inside.ts";
import { reachCache, reachDatabase } from "./reach.ts";
import { mapped } from "./records.ts";
import { restarts } from "./rotation-settings.ts";

type Entries = Readonly<Record<string, SecretEntry>>;

/** A rotated secret reaches the processes that read it: each is replaced, one after another, and the new value is tried. */
export function restarting(entries: Entries, inside: Inside): void {
  const { place, config, database, caches, logs, alarms, parent } = inside;
  const cluster = place.prefix;
  const rolloutMinutes = mapped(config.services, (_, id) => rolloutMinutesOf(config, id));
  const timeoutMinutes = longest(Object.values(rolloutMinutes));
  const settings: RestartSettings = {
    prefix: place.prefix,
    cluster,
    rolloutMinutes,
    everySeconds: pause(timeoutMinutes),
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
        {
          Sid: "WatchRollouts",
          Effect: "Allow",
          Action: ["ecs:DescribeServiceDeployments", "ecs:ListServiceDeployments"],
          Resource: ["service", "service-deployment"].map((kind) =>
            arnOf(place, "ecs", `${kind}/${cluster}/*`),
          ),
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
      timeoutMinutes,
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

/** A restart that takes a day is one that somebody has to look at. */
const day = 24 * 60;

/** One service after another: each may first have to wait for a deployment of somebody else's. */
const longest = (rollouts: readonly number[]): number =>
  Math.min(10 + 2 * rollouts.reduce((sum, minutes) => sum + minutes, 0), day);

/** An execution has room for 25,000 events, and a look makes nine of them ("Step Functions service quotas"). */
const mostLooks = 2_500;

const pause = (timeoutMinutes: number): number => Math.max(20, Math.ceil((timeoutMinutes * 60) / mostLooks));
