import type * as pulumi from "@pulumi/pulumi";
import type { Database } from "../components/data/database.ts";
import type { Sender } from "../components/email/sender.ts";
import type { Place } from "../components/place.ts";
import type { PinnedImage } from "../components/run/image.ts";
import { Task } from "../components/run/task.ts";
import type { Keys } from "../components/secrets/keys.ts";
import type { Secrets } from "../components/secrets/secrets.ts";
import type { Bucket } from "../components/storage/bucket.ts";
import { healthOf } from "../config/health.ts";
import { bucketVariable, serviceVariable } from "../config/provided.ts";
import type { Config } from "../config/schema.ts";
import type { Service } from "../config/shape/services.ts";
import { mapped, named } from "./records.ts";
import { variables } from "./secret-entries.ts";
import type { Collecting } from "./telemetry.ts";

export interface WorkloadArgs {
  readonly config: Config;
  readonly place: Place;
  readonly keys: Keys;
  readonly database: Database;
  readonly buckets: Readonly<Record<string, Bucket>>;
  readonly secrets: Secrets;
  readonly sender: Sender | undefined;
  readonly collecting: Collecting | undefined;
  readonly settings: Service;
  readonly image: PinnedImage;
  readonly port: number | undefined;
  /** Speaks to PostgreSQL itself, as the role that owns the schema. */
  readonly direct?: boolean;
  /** Ends by itself: nobody waits for it to be healthy. */
  readonly ends?: true;
  readonly parent: pulumi.Resource;
}

/** A task that is told of what it uses, may use that, and nothing else. */
export function workload(name: string, args: WorkloadArgs): Task {
  const { config, place, keys, database, settings, image, port, parent } = args;
  const { uses } = settings;
  // Service Connect answers in tasks of services alone: one that runs once has no such name.
  const called = (args.ends ? [] : uses.services).map((id): [string, string] => [
    serviceVariable(id),
    addressOf(config, id),
  ]);
  const buckets = uses.buckets.map((id) => ({ id, bucket: named(args.buckets, id) }));
  const sender = uses.email ? args.sender : undefined;
  const collector = args.ends ? undefined : args.collecting?.collectorOf(name, settings);
  const task = new Task(
    name,
    {
      place,
      settings,
      health: args.ends ? undefined : healthOf(settings),
      image,
      ...(port && { port }),
      context: {
        CORS_ORIGINS: config.cors.origins.join(","),
        ...(uses.database && database.env),
        ...(args.direct && { DATABASE_HOST: database.host }),
        ...Object.fromEntries(buckets.map(({ id, bucket }) => [bucketVariable(id), bucket.bucketName])),
        ...sender?.env,
        ...Object.fromEntries(called),
      },
      secrets: mapped(variables(config, settings.secrets, args.direct), ({ secret, jsonKey }) => ({
        ...args.secrets.ref(secret),
        ...(jsonKey && { jsonKey }),
      })),
      logs: { days: config.retention.applicationLogsDays, keyArn: keys.logs },
      masked: config.logs.masked,
      ...(collector && { collector }),
    },
    { parent },
  );
  for (const { bucket } of buckets) bucket.allow(name, task.role);
  sender?.allow(name, task.role);
  if (collector) args.collecting?.telemetry.allow(name, task.role);
  return task;
}

/** Where Service Connect answers for a service: a name that exists inside its clients' tasks alone. */
function addressOf({ services }: Config, id: string): string {
  const called = named(services, id);
  if (!("port" in called)) throw new Error(`${id} has no port to be called on`);
  return `http://${id}:${called.port}`;
}
