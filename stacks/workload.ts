import type * as pulumi from "@pulumi/pulumi";
import type { Database } from "../components/data/database.ts";
import type { Place } from "../components/place.ts";
import type { PinnedImage } from "../components/run/image.ts";
import { Task } from "../components/run/task.ts";
import type { Keys } from "../components/secrets/keys.ts";
import type { Secrets } from "../components/secrets/secrets.ts";
import type { Bucket } from "../components/storage/bucket.ts";
import { bucketVariable } from "../config/provided.ts";
import type { Config } from "../config/schema.ts";
import type { Service } from "../config/shape/services.ts";
import { mapped, named } from "./records.ts";
import { variables } from "./secret-entries.ts";

export interface WorkloadArgs {
  readonly config: Config;
  readonly place: Place;
  readonly keys: Keys;
  readonly database: Database;
  readonly buckets: Readonly<Record<string, Bucket>>;
  readonly secrets: Secrets;
  readonly settings: Service;
  readonly image: PinnedImage;
  readonly port: number | undefined;
  /** Speaks to PostgreSQL itself, as the role that owns the schema. */
  readonly direct?: boolean;
  readonly parent: pulumi.Resource;
}

/** A task that is told of what it uses, may use that, and nothing else. */
export function workload(name: string, args: WorkloadArgs): Task {
  const { config, place, keys, database, settings, image, port, parent } = args;
  const { uses } = settings;
  const buckets = uses.buckets.map((id) => ({ id, bucket: named(args.buckets, id) }));
  const task = new Task(
    name,
    {
      place,
      settings,
      image,
      ...(port && { port }),
      context: {
        CORS_ORIGINS: config.cors.origins.join(","),
        ...(uses.database && database.env),
        ...(args.direct && { DATABASE_HOST: database.host }),
        ...Object.fromEntries(buckets.map(({ id, bucket }) => [bucketVariable(id), bucket.bucketName])),
      },
      secrets: mapped(variables(config, settings.secrets, args.direct), ({ secret, jsonKey }) => ({
        ...args.secrets.ref(secret),
        ...(jsonKey && { jsonKey }),
      })),
      logs: { days: config.retention.applicationLogsDays, keyArn: keys.logs },
    },
    { parent },
  );
  for (const { bucket } of buckets) bucket.allow(name, task.role);
  return task;
}
